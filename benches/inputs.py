"""Files of a given number of lines for the measurements: a .batch program and, for the peers,
TOML and Python of the same number of lines and about the same size."""

from pathlib import Path

UNIT = (Path(__file__).parent / "unit.batch").read_text()
HEAD = 'project bench {\n  region = "us-east-1"\n}\n\n'


def batch(lines: int) -> str:
    text, count = [HEAD], HEAD.count("\n")
    per_unit = UNIT.count("\n")
    number = 0
    while count + per_unit <= lines:
        text.append(UNIT.replace("@N@", str(number)))
        count += per_unit
        number += 1
    text.extend(f"// line {n}\n" for n in range(count, lines))
    return "".join(text)


def toml(lines: int) -> str:
    text = []
    for number in range(lines // 10 + 1):
        text += [
            f"[job_definition.align-{number}]",
            'image = "tools/bwa:0.7.17" # a comment',
            "vcpus = 2",
            "memory = 6144",
            'command = ["bwa", "mem", "-t", "2", "reference", "sample"]',
            f'environment = {{ TEAM = "team-{number}", STAGE = "prod" }}',
            f'runs_on = ["queue-{number}"]',
            "timeout = 14400",
            f'tags = {{ team = "team-{number}", cost = "batch" }}',
            "",
        ]
    return "\n".join(text[:lines]) + "\n"


def python(lines: int) -> str:
    text = []
    for number in range(lines // 10 + 1):
        text += [
            f"def align_{number}(sample, reference, threads=2):",
            '    """Aligns one sample against the reference."""',
            '    command = ["bwa", "mem", "-t", str(threads), reference, sample]',
            f'    environment = {{"TEAM": "team-{number}", "STAGE": "prod"}}',
            "    if threads > 2:",
            '        environment["THREADS"] = str(threads)',
            "    return command, environment",
            "",
            "",
            f"RESULT_{number} = align_{number}",
        ]
    return "\n".join(text[:lines]) + "\n"
