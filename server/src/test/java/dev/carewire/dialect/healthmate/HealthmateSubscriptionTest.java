package dev.carewire.dialect.healthmate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.fixture.PrincipalBuilder;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HealthmateSubscriptionTest {

    private static final String MARIA = "f:0b2d:maria@example.org";

    private static Subscription parse(String name, String user) {
        TenantId tenant = new TenantId("default");
        return Subscription.parse(
                name,
                new Caller(
                        new PrincipalBuilder(user, "Maria", Set.of(Role.DOCTOR))
                                .tenant(tenant)
                                .build(),
                        tenant));
    }

    @ParameterizedTest
    @CsvSource({
        "health_data:all:f:0b2d:maria@example.org, HEALTH, ",
        "health_data:weight:f:0b2d:maria@example.org, HEALTH, weight",
        "notifications:all:f:0b2d:maria@example.org, NOTIFICATIONS, ",
        "user:chat:f:0b2d:maria@example.org, CHAT, ",
        "chat:user:f:0b2d:maria@example.org, CHAT, ",
        "chat:conversation:c1, CHAT, c1",
        "chat:conversation:c1:read, CHAT, c1",
        "chat:conversation:c1:f:0b2d:maria@example.org, CHAT, c1",
        "chat:conversation:c:1:2:read, CHAT, c:1:2",
        "chat:conversation:c:1:2:f:0b2d:maria@example.org, CHAT, c:1:2"
    })
    void namesAUserAndAConversationWhoseIdsHaveColons(String name, Topic topic, String part) {
        assertThat(parse(name, MARIA)).isEqualTo(new Subscription(topic, Optional.ofNullable(part), MARIA));
    }

    @ParameterizedTest
    @ValueSource(strings = {"p1", "f:0b2d:pat@example.org"})
    void namesAPatientWhoseIdHasColons(String patient) {
        assertThat(parse("patient_data:weight:" + patient, MARIA))
                .isEqualTo(new Subscription(Topic.PATIENT, Optional.of("weight"), patient));
    }

    @Test
    void namesAConversationAndAUserWithTheLongestIds() {
        String conversation = "c".repeat(320);
        String user = "f:" + "u".repeat(318);
        String name = "chat:conversation:" + conversation + ":" + user;

        assertThat(parse(name, user)).isEqualTo(new Subscription(Topic.CHAT, Optional.of(conversation), user));
        assertThat(name).hasSize(Subscription.MAX_NAME_LENGTH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "health_data:all:f:0b2d:bob@example.org",
                "chat:user:maria@example.org",
                "chat:conversation:c1:bob",
                "chat:conversation:c:1:2"
            })
    void rejectsAnotherUsersId(String name) {
        assertThatThrownBy(() -> parse(name, MARIA))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining(Subscription.NOT_OWN_DATA);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "health_data",
                "health_data:all:",
                "health_data:all: x",
                "chat:conversation",
                "chat:conversation:",
                "chat:conversation::read",
                "patient_data:all",
                "patient_data:all:",
                "user:patient_data:p1"
            })
    void rejectsANameWithAMissingOrInvalidWord(String name) {
        assertInvalid(name);
    }

    @Test
    void rejectsANameWithAnIdThatIsTooLong() {
        assertInvalid("patient_data:all:" + "p".repeat(321));
        assertInvalid("health_data:all:" + "u".repeat(321));
        assertInvalid("chat:conversation:" + "c".repeat(321) + ":read");
    }

    private static void assertInvalid(String name) {
        assertThatThrownBy(() -> parse(name, MARIA))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining(Subscription.INVALID_FORMAT);
    }
}
