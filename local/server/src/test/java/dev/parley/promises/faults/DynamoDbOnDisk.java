package dev.parley.promises.faults;

import dev.parley.server.JavaProcess;
import dev.parley.standins.LocalDynamoDb;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/// DynamoDB Local as a process of its own, which keeps its tables in the folder that is its argument.
final class DynamoDbOnDisk {
    private DynamoDbOnDisk() {}

    public static void main(String[] arguments) throws InterruptedException {
        LocalDynamoDb database = LocalDynamoDb.in(Path.of(arguments[0]));
        System.out.println("DynamoDB Local is listening on " + database.endpoint());
        new CountDownLatch(1).await();
    }

    static JavaProcess start(Path folder) {
        return JavaProcess.start(DynamoDbOnDisk.class, Map.of(), folder.toString());
    }
}
