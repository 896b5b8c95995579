package dev.carewire.emission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.carewire.event.EventCatalog;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CustomEventNamesTest {

    @ParameterizedTest
    @CsvSource({
        "lab:*, lab:ready, true",
        "lab:*, lab:, true",
        "lab:*, lab, false",
        "lab:*, collab:ready, false",
        "lab:*, LAB:ready, false",
        "lab:ready, lab:ready, true",
        "lab:ready, lab:ready2, false",
        "lab.*, labs, false",
        "*:done, lab:done, true",
        "*:done, lab:done:twice, false",
        "l*b*y, lab:ready, true",
        "*, anything-at_all.x:Y, true"
    })
    void allowsWhatAPatternMatches(String glob, String name, boolean allowed) {
        assertThat(new CustomEventNames(List.of("other", glob)).allows(name)).isEqualTo(allowed);
    }

    @Test
    void allowsNothingByDefault() {
        assertThat(new CustomEventNames(List.of()).allows("lab:ready")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7up", ":lab", "lab ready", "lab\nready", "läb", "lab/ready"})
    void allowsNoNameThatIsNone(String name) {
        assertThat(new CustomEventNames(List.of("*")).allows(name)).isFalse();
    }

    @Test
    void allowsNamesOf64Characters() {
        assertThat(new CustomEventNames(List.of("*")).allows("x".repeat(64))).isTrue();
        assertThat(new CustomEventNames(List.of("*")).allows("x".repeat(65))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "lab ready", "*a*b*c*", "lab:(", "7*"})
    void takesNoPatternThatCannotBe(String glob) {
        assertThat(CustomEventNames.isValidGlob(glob)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> new CustomEventNames(List.of(glob)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "connect",
                "disconnect",
                "connect_error",
                "newListener",
                "ping",
                "auth:refresh",
                "subscribe:queue",
                "queue:moved",
                "Queue:moved",
                "prior_auth:moved",
                "patient.anything",
                "notification",
                "custom.emitted",
                "connected",
                "room_message",
                "alert"
            })
    void keepsWordsThatClientsKnow(String name) {
        assertThat(CustomEventNames.isReserved(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lab:ready", "queueing:moved", "connecting", "x"})
    void leavesOtherWordsFree(String name) {
        assertThat(CustomEventNames.isReserved(name)).isFalse();
    }

    @Test
    void keepsTheWholeCatalogue() {
        assertThat(EventCatalog.ALL)
                .allSatisfy(type ->
                        assertThat(CustomEventNames.isReserved(type.name())).isTrue());
    }
}
