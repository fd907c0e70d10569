package dev.parley.server;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.parley.Backend;
import dev.parley.dynamodb.AnsweredTurn;
import dev.parley.dynamodb.DynamoCatalogStore;
import dev.parley.dynamodb.DynamoChatStore;
import dev.parley.dynamodb.DynamoTitleStore;
import dev.parley.dynamodb.Patience;
import dev.parley.dynamodb.SessionSweeper;
import dev.parley.http.Rehearsed;
import dev.parley.runtime.Bootstrap;
import dev.parley.runtime.StreamingHandler;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.crac.Context;
import org.crac.Resource;
import org.junit.jupiter.api.Test;

/// Which way imports point: `functions → Backend, http, chat`; `http → chat`; `dynamodb → chat`; `bedrock → chat`;
/// `chat → nothing`.
class ArchitectureTest {
    /// They are called with records of the table, which only the store's side can read: so each may import,
    /// besides, the one class there that does. What is in such a record is no word of the domain's.
    private static final Map<String, Class<?>> ON_THE_STREAM =
            Map.of("dev.parley.sweeper", SessionSweeper.class, "dev.parley.titler", AnsweredTurn.class);

    private static final JavaClasses DEPLOYED = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("/standins/") && !location.contains("/server/"))
            .importPackages("dev.parley");

    @Test
    void theDomainImportsNothing() {
        classes()
                .that()
                .resideInAPackage("dev.parley.chat")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", "dev.parley.chat")
                .check(DEPLOYED);
    }

    @Test
    void edgeStoreAndModelImportTheDomainOnly() {
        for (String side : List.of("dev.parley.http", "dev.parley.dynamodb", "dev.parley.bedrock")) {
            importsOfOurs(side, side, "dev.parley.chat");
        }
    }

    @Test
    void noFunctionImportsAnotherOrAnAdapter() {
        Set<String> functions = DEPLOYED.stream()
                .filter(type -> type.isAssignableTo(RequestHandler.class)
                        || type.isAssignableTo(RequestStreamHandler.class)
                        || type.isAssignableTo(StreamingHandler.class))
                .map(JavaClass::getPackageName)
                .filter(name -> !name.equals(Bootstrap.class.getPackageName()))
                .collect(Collectors.toSet());

        assertThat(functions)
                .contains(
                        "dev.parley.chatflow",
                        "dev.parley.basic",
                        "dev.parley.chatbot",
                        "dev.parley.agent",
                        "dev.parley.catalog",
                        "dev.parley.sweeper",
                        "dev.parley.titler");
        for (String function : functions) {
            if (ON_THE_STREAM.containsKey(function)) {
                importsOfOurs(
                        function, function, "dev.parley", "dev.parley.http", "dev.parley.chat", "dev.parley.dynamodb");
            } else {
                importsOfOurs(
                        function, function, "dev.parley", "dev.parley.http", "dev.parley.chat", "dev.parley.runtime");
            }
            noClasses()
                    .that()
                    .resideInAPackage(function)
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("software.amazon..")
                    .check(DEPLOYED);
        }
    }

    @Test
    void aFunctionOnTheStreamImportsWhatReadsItsRecordsAndNoStore() {
        ON_THE_STREAM.forEach((function, reader) -> noClasses()
                .that()
                .resideInAPackage(function)
                .should()
                .dependOnClassesThat(resideInAPackage("dev.parley.dynamodb").and(not(equivalentTo(reader))))
                .check(DEPLOYED));
    }

    @Test
    void onlyTheStoresAndWhatReadsTheStreamArePublic() {
        classes()
                .that()
                .areTopLevelClasses()
                .and()
                .resideInAPackage("dev.parley.dynamodb")
                .and()
                .doNotBelongToAnyOf(
                        DynamoChatStore.class,
                        DynamoCatalogStore.class,
                        DynamoTitleStore.class,
                        SessionSweeper.class,
                        AnsweredTurn.class,
                        Patience.class)
                .should()
                .notBePublic()
                .check(DEPLOYED);
    }

    @Test
    void theLoopOnTheRuntimeApiKnowsNothingOfParleyAndStandsOnJavaAlone() {
        classes()
                .that()
                .resideInAPackage("dev.parley.runtime")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "org.jspecify..",
                        "org.crac",
                        "com.amazonaws.services.lambda.runtime..",
                        "dev.parley.runtime")
                .check(DEPLOYED);
    }

    @Test
    void onlyTheBackendReadsTheEnvironmentAndMakesClients() {
        noClasses()
                .that()
                .doNotBelongToAnyOf(Backend.class, Bootstrap.class)
                .should()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .dependOnClassesThat(resideInAPackage("software.amazon.awssdk.http.."))
                .check(DEPLOYED);
    }

    @Test
    void aFunctionThatRehearsesTellsLambdaSo() {
        classes()
                .that()
                .implement(Rehearsed.class)
                .and()
                .implement(RequestStreamHandler.class)
                .should()
                .callMethod(Context.class, "register", Resource.class)
                .check(DEPLOYED);
    }

    @Test
    void clocksAreHandedInAndNothingIsRandomAtInit() {
        noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Math.class, "random")
                .check(DEPLOYED);
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.parley.dynamodb.Transactions")
                .should()
                .callMethod(UUID.class, "randomUUID")
                .check(DEPLOYED);
        noClasses()
                .that()
                .doNotBelongToAnyOf(Backend.class, Bootstrap.class)
                .should()
                .callMethod(Clock.class, "systemUTC")
                .check(DEPLOYED);
    }

    /// Of ours, the package imports these alone; what else it imports is somebody else's.
    private static void importsOfOurs(String from, String... these) {
        classes()
                .that()
                .resideInAPackage(from)
                .should()
                .onlyDependOnClassesThat(resideOutsideOfPackage("dev.parley..").or(resideInAnyPackage(these)))
                .check(DEPLOYED);
    }
}
