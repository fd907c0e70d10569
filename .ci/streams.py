"""Holds what the SAM transform makes of template.yaml's REST API: a stream for each method, and a token."""

import logging
import sys

from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse

logging.disable(logging.CRITICAL)

METHODS = {"post", "get", "delete"}
SECONDS = 300
SCOPES = ["parley/chat", "aws.cognito.signin.user.admin"]


class NoManagedPolicies:
    def load(self):
        return {}


def transformed(file):
    with open(file, encoding="utf-8") as text:
        template = yaml_parse(text.read())
    for resource in template["Resources"].values():
        if resource["Type"] == "AWS::Serverless::Function":
            # As `sam deploy` has them by then.
            resource["Properties"]["CodeUri"] = "s3://packages/function.zip"
    return transform(template, {}, NoManagedPolicies())["Resources"]


def main(file):
    resources = transformed(file)
    stages = {
        resource["Properties"].get("StageName")
        for resource in resources.values()
        if resource["Type"] in ("AWS::ApiGateway::Stage", "AWS::ApiGateway::Deployment")
    }
    assert stages - {None} == {"live"}, f"the stages are {stages}"
    body = resources["StreamApi"]["Properties"]["Body"]
    path = body["paths"]["/stream/{sessionId}"]
    assert set(path) == METHODS | {"options"}, f"the methods are {set(path)}"
    for method in METHODS:
        integration = path[method]["x-amazon-apigateway-integration"]
        assert integration.get("responseTransferMode") == "STREAM", f"{method} is buffered"
        assert integration["uri"]["Fn::Sub"].endswith(
            "${StreamFunctionAliaslive}/response-streaming-invocations"
        ), f"{method} is invoked as {integration['uri']}"
        assert integration["timeoutInMillis"] == SECONDS * 1000, f"{method} ends early"
        assert path[method]["security"] == [{"AccessToken": SCOPES}], f"{method} is open"
    assert "security" not in path["options"], "a page cannot ask before it sends its token"
    assert path["options"]["x-amazon-apigateway-integration"]["type"] == "mock"
    scheme = body["components"]["securitySchemes"]["AccessToken"]
    assert scheme["x-amazon-apigateway-authtype"] == "cognito_user_pools"
    print(f"{file}: every method of the REST API streams")


if __name__ == "__main__":
    main(sys.argv[1])
