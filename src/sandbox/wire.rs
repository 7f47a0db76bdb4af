//! Answers on the wire: each service's own shape of a result and of an error.

use super::Fault;
use super::request::Service;
use http_body_util::Full;
use hyper::Response;
use hyper::body::Bytes;
use hyper::header::{HeaderName, HeaderValue};

pub type Answer = Response<Full<Bytes>>;

/// A result: JSON of Batch, XML of the others.
pub fn result(service: Service, body: String, id: &str) -> Answer {
    let kind = match service {
        Service::Batch => "application/json",
        _ => "text/xml;charset=UTF-8",
    };
    answer(200, kind, body, id)
}

/// An error, as the service's protocol has it.
pub fn error(service: Service, fault: &Fault, id: &str) -> Answer {
    let (code, message) = (escaped(fault.code), escaped(&fault.message));
    match service {
        Service::Batch => {
            let body = serde_json::json!({ "message": fault.message }).to_string();
            let mut answer = answer(fault.status, "application/json", body, id);
            let code = HeaderValue::from_static(fault.code);
            let name = HeaderName::from_static("x-amzn-errortype");
            answer.headers_mut().insert(name, code);
            answer
        }
        Service::Ec2 => {
            let body = format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Response><Errors><Error>\
                 <Code>{code}</Code><Message>{message}</Message></Error></Errors>\
                 <RequestID>{id}</RequestID></Response>"
            );
            answer(fault.status, "text/xml;charset=UTF-8", body, id)
        }
        Service::Iam | Service::Sts => {
            let namespace = match service {
                Service::Iam => "https://iam.amazonaws.com/doc/2010-05-08/",
                _ => "https://sts.amazonaws.com/doc/2011-06-15/",
            };
            let kind = if fault.status < 500 {
                "Sender"
            } else {
                "Receiver"
            };
            let body = format!(
                "<ErrorResponse xmlns=\"{namespace}\"><Error><Type>{kind}</Type>\
                 <Code>{code}</Code><Message>{message}</Message></Error>\
                 <RequestId>{id}</RequestId></ErrorResponse>"
            );
            answer(fault.status, "text/xml", body, id)
        }
    }
}

/// What each service says when it is called too often.
pub fn throttled(service: Service) -> Fault {
    match service {
        Service::Batch => Fault::new(429, "TooManyRequestsException", "Too Many Requests"),
        Service::Ec2 => Fault::new(503, "RequestLimitExceeded", "Request limit exceeded."),
        Service::Iam | Service::Sts => Fault::new(400, "Throttling", "Rate exceeded"),
    }
}

/// A failure of the service's own.
pub fn internal(service: Service) -> Fault {
    match service {
        Service::Batch => Fault::new(500, "ServerException", "Internal server error"),
        Service::Ec2 => Fault::new(500, "InternalError", "An internal error has occurred"),
        Service::Iam | Service::Sts => {
            Fault::new(500, "ServiceFailure", "The request processing has failed")
        }
    }
}

/// What a caller is told whom the policy does not allow a call.
pub fn denied(service: Service, who: &str, action: &str, resource: &str) -> Fault {
    match service {
        Service::Ec2 => Fault::new(
            403,
            "UnauthorizedOperation",
            format!(
                "You are not authorized to perform this operation. User: {who} is not authorized to \
                 perform: {action} on resource: {resource} because no identity-based policy allows \
                 the {action} action"
            ),
        ),
        _ => {
            let code = match service {
                Service::Batch => "AccessDeniedException",
                _ => "AccessDenied",
            };
            let message = format!(
                "User: {who} is not authorized to perform: {action} on resource: {resource}"
            );
            Fault::new(403, code, message)
        }
    }
}

/// Any answer.
pub fn answer(status: u16, kind: &'static str, body: String, id: &str) -> Answer {
    let mut answer = Response::new(Full::new(Bytes::from(body)));
    if let Ok(status) = hyper::StatusCode::from_u16(status) {
        *answer.status_mut() = status;
    }
    let headers = answer.headers_mut();
    headers.insert("content-type", HeaderValue::from_static(kind));
    if let Ok(id) = HeaderValue::from_str(id) {
        headers.insert(HeaderName::from_static("x-amzn-requestid"), id);
    }
    answer
}

fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    text.replace('>', "&gt;").replace('"', "&quot;")
}
