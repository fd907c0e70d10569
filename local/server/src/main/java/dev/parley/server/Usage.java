package dev.parley.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What the server tells the one who starts it.
final class Usage {
    private static final Set<String> HELP = Set.of("--help", "-h");

    private static final String TEXT = """
        Serves Parley on this machine: the HTTP API and the REST API with their authorizers, DynamoDB Local, and a
        stand-in for Bedrock. At its address are

          /                               a page to talk in
          /docs                           every operation, to be read and tried
          /local/token                    tokens, for any username
          /stream/{sessionId}             the REST API, whose answers stream; all else is the HTTP API's

          mvn -q -Plocal                     builds it and serves, until Ctrl-C
          PARLEY_PORT=3777 mvn -q -Plocal    serves at another port
          mvn -q -Plocal -Dargs=--help       shows this

        A token of a user of any name, and with -d groups=admins besides, of an administrator:

          curl -s http://127.0.0.1:3000/local/token -d username=ada

        The environment says how it serves:

          PARLEY_PORT                     where to listen on 127.0.0.1, 3000 without it; 0 is any free port
          PARLEY_DATA                     a folder to keep the data in; without it they are in memory
          PARLEY_DYNAMODB_ENDPOINT        a DynamoDB to use instead of the embedded one
          PARLEY_BEDROCK_ENDPOINT         a Bedrock to use instead of the stand-in; aws for the real one
          PARLEY_SESSION_RETENTION_DAYS   how many days sessions are kept after their last change; 0 keeps them
          PARLEY_DAILY_TOKEN_BUDGET       how many tokens of the model a user may use up in a UTC day; 0 is no bound
          PARLEY_GENERATE_TITLES          false leaves sessions without a title as they are
          PARLEY_ALLOWED_ORIGINS          origins of web pages that may call it, separated by commas

        It is ready when it says that it is listening. A server that cannot start says why in one line, and ends with
        the status 1; what Maven says below that is of that status alone.
        """;

    private Usage() {}

    /// Whether the arguments ask for help.
    ///
    /// @throws StartFailure when they are anything else
    static boolean wanted(List<String> arguments) {
        arguments.stream()
                .filter(argument -> !HELP.contains(argument))
                .findFirst()
                .ifPresent(unknown -> {
                    throw new StartFailure("There is no argument " + unknown + "; --help shows what there is.");
                });
        return !arguments.isEmpty();
    }

    /// How to start the server.
    static String help() {
        return TEXT;
    }

    /// What a server that has started can be asked, the last line of which says that it can.
    static List<String> of(LocalServer server, Options options) {
        String address = server.address().toString();
        List<String> lines = new ArrayList<>(List.of(
                "Talk with it in a browser at " + address + ".",
                "The API is at " + address + ", to be read and tried at " + address + "/docs.",
                "Any name is a user's, and an administrator's with -d groups=admins. A token, and a call with it:",
                "  TOKEN=$(curl -s " + address + LocalPages.TOKEN
                        + " -d username=ada | sed 's/.*\"access_token\":\"\\([^\"]*\\).*/\\1/')",
                "  curl -s " + address + "/sessions -H \"Authorization: Bearer $TOKEN\""));
        lines.addAll(options.summary());
        lines.add("Parley is listening on " + address);
        return lines;
    }
}
