//! A request taken apart: who speaks to which service in which region, and what is asked.

use super::batch::shapes;
use super::query::Form;
use super::{Fault, batch};
use hyper::http::request::Parts;
use serde_json::{Map, Value, json};

/// The services, each with a protocol of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Service {
    Batch,
    Iam,
    Ec2,
    Sts,
}

impl Service {
    pub const ALL: [Service; 4] = [Service::Batch, Service::Iam, Service::Ec2, Service::Sts];

    /// As a signature and a policy name it.
    pub fn word(self) -> &'static str {
        match self {
            Service::Batch => "batch",
            Service::Iam => "iam",
            Service::Ec2 => "ec2",
            Service::Sts => "sts",
        }
    }
}

/// What a signature's scope says.
pub struct Scope {
    pub service: String,
    pub region: String,
}

/// A call of a service.
pub struct Call {
    pub service: Service,
    pub region: String,
    pub operation: String,
    pub input: Input,
}

pub enum Input {
    Json(Value),
    Form(Form),
}

impl Call {
    /// Whether it changes nothing, whatever it answers.
    pub fn reads_only(&self) -> bool {
        batch::reads_only(&self.operation)
            || matches!(
                self.operation.as_str(),
                "AssumeRole" | "SimulatePrincipalPolicy" | "GenerateServiceLastAccessedDetails"
            )
    }

    /// The input for the log.
    pub fn input_json(&self) -> Value {
        match &self.input {
            Input::Json(value) => value.clone(),
            Input::Form(form) => {
                let fields = form.fields.iter();
                let fields =
                    fields.filter(|(name, _)| !matches!(name.as_str(), "Action" | "Version"));
                let fields = fields.map(|(name, value)| (name.clone(), json!(value)));
                Value::Object(fields.collect::<Map<_, _>>())
            }
        }
    }
}

/// Reads `Credential=AKID/DATE/REGION/SERVICE/aws4_request` of the `Authorization` header, or
/// `X-Amz-Credential` of a presigned address. The signature itself is not checked.
pub fn scope(parts: &Parts) -> Option<Scope> {
    let header = parts.headers.get("authorization");
    let header = header.and_then(|value| value.to_str().ok());
    let credential = match header.and_then(|text| text.split_once("Credential=")) {
        Some((_, rest)) => rest.split([',', ' ']).next()?.to_owned(),
        None => {
            let query = parts.uri.query()?;
            let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
            percent_decoded(pairs.find(|(name, _)| *name == "X-Amz-Credential")?.1)
        }
    };
    // An access key may have slashes of its own in none of AWS's forms, but count from the end.
    let mut words = credential.rsplit('/');
    let (_kind, service, region) = (words.next()?, words.next()?, words.next()?);
    Some(Scope {
        service: service.to_owned(),
        region: region.to_owned(),
    })
}

/// The call behind a request, by the service its scope names.
pub fn call(parts: &Parts, body: &[u8], scope: &Scope) -> Result<Call, (Service, Fault)> {
    let service = Service::ALL
        .into_iter()
        .find(|service| service.word() == scope.service);
    let Some(service) = service else {
        let message = format!("The sandbox does not have the service {}", scope.service);
        return Err((Service::Sts, Fault::new(404, "UnknownService", message)));
    };
    let read = match service {
        Service::Batch => json_call(parts, body),
        _ => form_call(parts, body),
    };
    let (operation, input) = read.map_err(|fault| (service, fault))?;
    Ok(Call {
        service,
        region: scope.region.clone(),
        operation,
        input,
    })
}

fn json_call(parts: &Parts, body: &[u8]) -> Result<(String, Input), Fault> {
    let unknown = || Fault::new(404, "UnknownOperationException", "Unknown operation");
    let wrong = |error| Fault::new(400, "SerializationException", format!("{error}"));
    let mut input: Value = if body.iter().all(u8::is_ascii_whitespace) {
        json!({})
    } else {
        serde_json::from_slice(body).map_err(wrong)?
    };
    let path = parts.uri.path();
    let method = parts.method.as_str();
    let Some(arn) = path.strip_prefix("/v1/tags/") else {
        let operation = shapes::operation_of_path(path).filter(|_| method == "POST");
        let operation = operation.ok_or_else(unknown)?;
        return Ok((operation.to_owned(), Input::Json(input)));
    };
    let operation = match method {
        "GET" => "ListTagsForResource",
        "POST" => "TagResource",
        "DELETE" => "UntagResource",
        _ => return Err(unknown()),
    };
    if let Value::Object(input) = &mut input {
        input.insert("resourceArn".to_owned(), json!(percent_decoded(arn)));
        if method == "DELETE" {
            let query = parts.uri.query().unwrap_or_default().split('&');
            let keys = query.filter_map(|pair| pair.strip_prefix("tagKeys="));
            let keys: Vec<String> = keys.map(percent_decoded).collect();
            input.insert("tagKeys".to_owned(), json!(keys));
        }
    }
    Ok((operation.to_owned(), Input::Json(input)))
}

fn form_call(parts: &Parts, body: &[u8]) -> Result<(String, Input), Fault> {
    let body = match std::str::from_utf8(body) {
        Ok("") => parts.uri.query().unwrap_or_default(),
        Ok(body) => body,
        Err(_) => {
            return Err(Fault::new(
                400,
                "MalformedQueryString",
                "The form is not UTF-8",
            ));
        }
    };
    let form = Form::parse(body);
    match form.get("Action") {
        Some(action) => Ok((action.to_owned(), Input::Form(form))),
        None => Err(Fault::new(
            400,
            "MissingAction",
            "The request must contain the parameter Action",
        )),
    }
}

/// `%3A` is a colon. A plus is itself: this is no form.
pub fn percent_decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut result = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let code = (bytes[at] == b'%')
            .then(|| bytes.get(at + 1..at + 3))
            .flatten()
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match code {
            Some(code) => {
                result.push(code);
                at += 3;
            }
            None => {
                result.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&result).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(method: &str, uri: &str, authorization: Option<&str>) -> Parts {
        let mut request = hyper::Request::builder().method(method).uri(uri);
        if let Some(value) = authorization {
            request = request.header("authorization", value);
        }
        request.body(()).unwrap().into_parts().0
    }

    #[test]
    fn the_scope_names_service_and_region() {
        let header = "AWS4-HMAC-SHA256 Credential=AKIA/20261127/eu-north-1/batch/aws4_request, \
                      SignedHeaders=host, Signature=00";
        let found = scope(&parts("POST", "/v1/createjobqueue", Some(header))).unwrap();
        assert_eq!(
            (found.service.as_str(), found.region.as_str()),
            ("batch", "eu-north-1")
        );
        assert!(scope(&parts("POST", "/v1/createjobqueue", None)).is_none());
    }

    #[test]
    fn tags_stand_in_the_path() {
        let arn = "arn%3Aaws%3Abatch%3Aus-east-1%3A1%3Ajob-queue%2Fq";
        let uri = format!("/v1/tags/{arn}?tagKeys=a%20b&tagKeys=c");
        let (operation, input) = json_call(&parts("DELETE", &uri, None), b"").unwrap();
        let Input::Json(input) = input else { panic!() };
        assert_eq!(operation, "UntagResource");
        assert_eq!(
            input["resourceArn"],
            "arn:aws:batch:us-east-1:1:job-queue/q"
        );
        assert_eq!(input["tagKeys"], json!(["a b", "c"]));
    }
}
