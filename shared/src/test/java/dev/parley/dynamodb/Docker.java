package dev.parley.dynamodb;

import org.testcontainers.DockerClientFactory;

/// Whether containers can be run, said aloud when not: a skipped class is easily taken for one that passed.
final class Docker {
    private Docker() {}

    static boolean isThere() {
        boolean there = DockerClientFactory.instance().isDockerAvailable();
        if (!there) {
            System.out.println("LocalStackChatStoreTest is skipped: there is no Docker here.");
        }
        return there;
    }
}
