package dev.parley.server;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.parley.Backend;
import dev.parley.dynamodb.DynamoCatalogStore;
import dev.parley.dynamodb.DynamoChatStore;
import dev.parley.dynamodb.Patience;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Which way imports point: `functions → Backend, http, chat`; `http → chat`; `dynamodb → chat`; `bedrock → chat`;
/// `chat → nothing`.
class ArchitectureTest {
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
    void theEdgeImportsTheDomainOnly() {
        neighbours("dev.parley.http", "dev.parley.chat");
    }

    @Test
    void theStoreImportsTheDomainOnly() {
        neighbours("dev.parley.dynamodb", "dev.parley.chat");
    }

    @Test
    void theModelImportsTheDomainOnly() {
        neighbours("dev.parley.bedrock", "dev.parley.chat");
    }

    @Test
    void noFunctionImportsAnotherOrAnAdapter() {
        slices().matching("dev.parley.(chatbot|catalog)..")
                .should()
                .notDependOnEachOther()
                .check(DEPLOYED);
        noClasses()
                .that()
                .resideInAnyPackage("dev.parley.chatbot..", "dev.parley.catalog..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.parley.dynamodb..", "dev.parley.bedrock..", "software.amazon..")
                .check(DEPLOYED);
    }

    @Test
    void onlyTheStoresThemselvesArePublic() {
        classes()
                .that()
                .areTopLevelClasses()
                .and()
                .resideInAPackage("dev.parley.dynamodb")
                .and()
                .doNotBelongToAnyOf(DynamoChatStore.class, DynamoCatalogStore.class, Patience.class)
                .should()
                .notBePublic()
                .check(DEPLOYED);
    }

    @Test
    void onlyTheBackendReadsTheEnvironmentAndMakesClients() {
        noClasses()
                .that()
                .doNotBelongToAnyOf(Backend.class)
                .should()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .dependOnClassesThat(resideInAPackage("software.amazon.awssdk.http.."))
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
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .callMethod(Math.class, "random")
                .check(DEPLOYED);
        noClasses()
                .that()
                .doNotBelongToAnyOf(Backend.class)
                .should()
                .callMethod(Clock.class, "systemUTC")
                .check(DEPLOYED);
    }

    private static void neighbours(String from, String to) {
        String[] others = {
            "dev.parley",
            "dev.parley.http",
            "dev.parley.dynamodb",
            "dev.parley.bedrock",
            "dev.parley.chatbot..",
            "dev.parley.catalog.."
        };
        noClasses()
                .that()
                .resideInAPackage(from)
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "outside " + from + " and " + to,
                        type -> Arrays.stream(others)
                                .filter(other -> !other.equals(from))
                                .anyMatch(other -> resideInAPackage(other).test(type))))
                .check(DEPLOYED);
    }
}
