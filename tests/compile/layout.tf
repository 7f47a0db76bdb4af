# First

# Docs
#
# more
resource "aws_x" "y" {
  name      = "a"
  long_name = aws_x.y.id

  container_properties = jsonencode({
    image = "busybox"
    environment = [
      { name = "A", value = "$${b}" },
      {
        command = [
          "x",
          "x",
          "x",
          "x",
          "x",
          "x",
          "x",
          "x",
          "x",
          "x",
          "x",
          "x",
          "x",
          "x",
          "x",
          "x",
          "x",
          "x",
          "x",
          "x",
          "x",
          "x",
          "x",
          "x",
          "x",
          "x",
          "x",
          "x",
          "x",
          "x",
          "x",
          "x",
          "x",
          "x",
          "x",
          "x",
          "x",
          "x",
          "x",
          "x",
        ]
      },
    ]
    "odd key" = true
    user      = "root"
  })

  tags = {
    Name = "a"
  }

  text = <<-EOT
    #!/bin/sh

      echo $${HOME}
  EOT

  script = chomp(<<-EOT
    one
    two
  EOT
  )

  z = 1

  compute_resources {
    max_vcpus = 2
    type      = "SPOT"
  }
}

data "aws_region" "current" {}
