package dev.parley.standins;

/// What Bedrock answers instead of a result: a status, the exception's name and a sentence.
final class BedrockFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    private BedrockFault(int status, String message) {
        super(message);
        this.status = status;
    }

    static BedrockFault ofStatus(int status) {
        return new BedrockFault(status, "The stand-in was told to answer " + status + ".");
    }

    static BedrockFault invalid(String message) {
        return new BedrockFault(400, message);
    }

    static BedrockFault notFound(String message) {
        return new BedrockFault(404, message);
    }

    static void require(boolean condition, String message) {
        if (!condition) {
            throw invalid(message);
        }
    }

    int status() {
        return status;
    }

    /// The name of the exception that belongs to the status; empty where Bedrock has none, as when a proxy answers.
    String type() {
        return switch (status) {
            case 400 -> "ValidationException";
            case 403 -> "AccessDeniedException";
            case 404 -> "ResourceNotFoundException";
            case 408 -> "ModelTimeoutException";
            case 424 -> "ModelErrorException";
            case 429 -> "ThrottlingException";
            case 500 -> "InternalServerException";
            case 503 -> "ServiceUnavailableException";
            default -> "";
        };
    }

    /// The name of the exception as a stream has it.
    String inStream() {
        return switch (status) {
            case 400 -> "validationException";
            case 424 -> "modelStreamErrorException";
            case 429 -> "throttlingException";
            case 503 -> "serviceUnavailableException";
            default -> "internalServerException";
        };
    }
}
