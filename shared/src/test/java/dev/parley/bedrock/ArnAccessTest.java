package dev.parley.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArnAccessTest {
    private static final String NOVA = "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0";
    private static final String PROFILE = "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.amazon.nova-pro";
    private static final String BASE = "arn:aws:bedrock:us-east-1:123456789012:knowledge-base/KB1";
    private static final ArnAccess ACCESS = ArnAccess.of(NOVA + ", " + PROFILE, BASE);

    @ParameterizedTest
    @ValueSource(strings = {"amazon.nova-lite-v1:0", NOVA, "us.amazon.nova-pro", PROFILE})
    void aModelIsReachedByItsIdAndByItsArn(String id) {
        assertThat(ACCESS.reachesModel(id)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "nova-lite-v1:0",
                "amazon.nova-lite-v1",
                "amazonXnova-lite-v1:0",
                "foundation-model/amazon.nova-lite-v1:0",
                "/amazon.nova-lite-v1:0",
                "KB1",
                "*",
                "arn:aws:bedrock:eu-west-1::foundation-model/amazon.nova-lite-v1:0"
            })
    void anythingElseIsOutOfReach(String id) {
        assertThat(ACCESS.reachesModel(id)).isFalse();
    }

    @Test
    void aKnowledgeBaseIsReachedByItsIdAlone() {
        assertThat(ACCESS.reachesKnowledgeBase("KB1")).isTrue();
        assertThat(ACCESS.reachesKnowledgeBase("KB2")).isFalse();
        assertThat(ACCESS.reachesKnowledgeBase("us.amazon.nova-pro")).isFalse();
    }

    @Test
    void withoutArnsNothingIsReached() {
        ArnAccess access = ArnAccess.of("", " , ");

        assertThat(access.reachesModel("amazon.nova-lite-v1:0")).isFalse();
        assertThat(access.reachesKnowledgeBase("")).isFalse();
    }
}
