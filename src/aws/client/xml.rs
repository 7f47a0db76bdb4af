//! Answers of AWS's Query protocol: XML as JSON.
//!
//! Elements become objects, `<item>` and `<member>` lists arrays, text strings (numbers and
//! booleans too), and what is empty null.

use roxmltree::{Document, Node};
use serde_json::{Map, Value};

/// What is inside the root element.
pub fn to_json(text: &str) -> Result<Value, roxmltree::Error> {
    let document = Document::parse(text)?;
    Ok(value(document.root_element()))
}

/// The code and the message of an error, whichever of EC2's and IAM's forms it has.
pub fn error(text: &str) -> Option<(String, String)> {
    let document = Document::parse(text).ok()?;
    let error = document.descendants().find(|node| is(*node, "Error"))?;
    let text = |name| {
        let child = error.children().find(|node| is(*node, name));
        child.and_then(|node| node.text()).unwrap_or("").to_owned()
    };
    Some((text("Code"), text("Message")))
}

fn is(node: Node<'_, '_>, name: &str) -> bool {
    node.is_element() && node.tag_name().name() == name
}

fn value(node: Node<'_, '_>) -> Value {
    let mut children = node.children().filter(Node::is_element).peekable();
    if children.peek().is_none() {
        return match node.text() {
            None | Some("") => Value::Null,
            Some(text) => Value::from(text),
        };
    }
    let children: Vec<Node<'_, '_>> = children.collect();
    let is_list = |name| children.iter().all(|child| is(*child, name));
    if is_list("item") || is_list("member") {
        return children.into_iter().map(value).collect();
    }
    let mut object = Map::new();
    for child in children {
        let name = child.tag_name().name();
        let value = value(child);
        match object.get_mut(name) {
            None => {
                object.insert(name.to_owned(), value);
            }
            Some(Value::Array(items)) => items.push(value),
            Some(before) => {
                let first = before.take();
                *before = Value::Array(vec![first, value]);
            }
        }
    }
    Value::Object(object)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn lists_objects_text_and_nothing() {
        let answer = r#"<?xml version="1.0"?>
            <DescribeVpcsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">
              <requestId>r</requestId>
              <vpcSet>
                <item><vpcId>vpc-1</vpcId><isDefault>true</isDefault><tagSet/></item>
              </vpcSet>
              <nextToken></nextToken>
            </DescribeVpcsResponse>"#;
        let expected = json!({
            "requestId": "r",
            "vpcSet": [{"vpcId": "vpc-1", "isDefault": "true", "tagSet": null}],
            "nextToken": null,
        });
        assert_eq!(to_json(answer), Ok(expected));
    }

    #[test]
    fn both_forms_of_errors() {
        let ec2 = "<Response><Errors><Error><Code>InvalidVpcID.NotFound</Code>\
            <Message>The vpc ID 'vpc-1' does not exist</Message></Error></Errors></Response>";
        let iam = "<ErrorResponse><Error><Type>Sender</Type><Code>NoSuchEntity</Code>\
            <Message>no role</Message></Error></ErrorResponse>";
        let code = |text| error(text).map(|(code, _)| code);
        assert_eq!(code(ec2).as_deref(), Some("InvalidVpcID.NotFound"));
        assert_eq!(code(iam).as_deref(), Some("NoSuchEntity"));
        assert_eq!(error("<html>Bad gateway"), None);
    }
}
