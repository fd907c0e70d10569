"""Holds what the SAM transform makes of template.yaml's REST API: a stream for each method, and a token."""

import logging
import os
import sys

try:
    from samtranslator.translator.transform import transform
    from samtranslator.yaml_helper import yaml_parse
except ModuleNotFoundError as missing:
    sys.exit(f"There is no module {missing.name}: pip install cfn-lint")

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


def held(condition, sentence):
    """Ends the program with one sentence where the condition does not hold."""
    if not condition:
        sys.exit(sentence)


def hold_stages(resources):
    stages = {
        resource["Properties"].get("StageName")
        for resource in resources.values()
        if resource["Type"] in ("AWS::ApiGateway::Stage", "AWS::ApiGateway::Deployment")
    } - {None}
    held(stages == {"live"}, f"The REST API has the stages {sorted(stages)} instead of live alone.")


def hold_method(method, operation):
    integration = operation["x-amazon-apigateway-integration"]
    held(
        integration.get("responseTransferMode") == "STREAM",
        f"{method.upper()} of the REST API is buffered: its integration's responseTransferMode is not STREAM.",
    )
    held(
        integration["uri"]["Fn::Sub"].endswith("${StreamFunctionAliaslive}/response-streaming-invocations"),
        f"{method.upper()} of the REST API does not invoke the published function as a stream: {integration['uri']}.",
    )
    held(
        integration["timeoutInMillis"] == SECONDS * 1000,
        f"{method.upper()} of the REST API ends after {integration['timeoutInMillis']} ms instead of {SECONDS} s.",
    )
    held(
        operation.get("security") == [{"AccessToken": SCOPES}],
        f"{method.upper()} of the REST API does not ask for a token with one of the scopes {SCOPES}.",
    )


def hold_preflight(operation):
    held("security" not in operation, "A page cannot ask whether it may call: OPTIONS of the REST API wants a token.")
    kind = operation["x-amazon-apigateway-integration"]["type"]
    held(kind == "mock", f"OPTIONS of the REST API is answered by {kind} instead of the gateway itself.")


def main(file):
    try:
        resources = transformed(file)
    except FileNotFoundError:
        sys.exit(f"There is no {file} here.")
    hold_stages(resources)
    body = resources["StreamApi"]["Properties"]["Body"]
    path = body["paths"]["/stream/{sessionId}"]
    held(
        set(path) == METHODS | {"options"},
        f"The REST API's methods are {sorted(path)} instead of {sorted(METHODS | {'options'})}.",
    )
    for method in sorted(METHODS):
        hold_method(method, path[method])
    hold_preflight(path["options"])
    authorizer = body["components"]["securitySchemes"]["AccessToken"]["x-amazon-apigateway-authtype"]
    held(authorizer == "cognito_user_pools", f"The REST API's tokens are checked by {authorizer}, not by Cognito.")
    print(f"{file}: every method of the REST API streams")


if __name__ == "__main__":
    if len(sys.argv) > 2:
        sys.exit("Usage: python3 .ci/streams.py [template.yaml]")
    # The transform asks in which partition of AWS it is; nothing of what is held here depends on it.
    os.environ.setdefault("AWS_DEFAULT_REGION", "us-east-1")
    main(sys.argv[1] if len(sys.argv) == 2 else "template.yaml")
