package dev.carewire.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifierTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"7", "dr-chen", "Dr. Chen  2", "auth0|5f7c", "ana.lópez@clinic.example", "李", "🩺", "a/b?c=%20"})
    void takesWhatProducersCallTheirUsers(String id) {
        assertThat(Identifier.isValid(id)).isTrue();
    }

    @Test
    void takesAnIdentityProvidersIdWithTheLongestEmailAddress() {
        String email = "a".repeat(64) + "@" + "b".repeat(185) + ".org";

        assertThat(Identifier.isValid("f:" + UUID.randomUUID() + ":" + email)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                " a",
                "a ",
                "\u00a0a",
                "a\tb",
                "a\nb",
                "a\u0000",
                "a\u0085b",
                "a\u2028b",
                "zero\u200bwidth",
                "\ufeffmark",
                "left\u202eright",
                "isolate\u2066d",
                "soft\u00adhyphen",
                "half \ud83d",
                "\udc00"
            })
    void refusesWhatIsInvisibleOrNoCharacter(String id) {
        assertThat(Identifier.isValid(id)).isFalse();
    }

    @Test
    void boundsCharactersAndBytes() {
        assertThat(Identifier.isValid("x".repeat(320))).isTrue();
        assertThat(Identifier.isValid("x".repeat(321))).isFalse();
        assertThat(Identifier.isValid("é".repeat(320))).isTrue();
        assertThat(Identifier.isValid("é".repeat(319) + "李")).isFalse();
        assertThat(Identifier.isValid("🩺".repeat(160))).isTrue();
        assertThat(Identifier.isValid("李".repeat(213))).isTrue();
        assertThat(Identifier.isValid("李".repeat(214))).isFalse();
    }
}
