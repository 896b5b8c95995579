package dev.carewire.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.fixture.CredentialsBuilder;
import dev.carewire.json.JsonValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"", "null", "[]", "[{\"token\":\"t\"}]", "\"token\"", "7", "true", "{", "{}", "{\"token\":null}"
            })
    void findNoFieldInAPayloadThatHasNone(String payload) {
        assertThat(payload(payload).field("token")).isEmpty();
    }

    @Test
    void findTheFieldsOfAPayload() {
        assertThat(payload("{\"token\":\"t\",\"other\":1}").field("token").flatMap(JsonValue::text))
                .contains("t");
        assertThat(new CredentialsBuilder().build().field("token")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Bearer abc, abc",
        "bearer abc, abc",
        "BEARER   abc, abc",
        "Bearer, ''",
        "'Bearer   ', ''",
        "Basic abc, ''",
        "Bearerabc, ''",
        "abc, ''"
    })
    void readTheTokenOfABearerHeader(String header, String token) {
        Credentials credentials = new CredentialsBuilder().authorization(header).build();

        assertThat(credentials.bearer().orElse("")).isEqualTo(token);
    }

    @ParameterizedTest
    @CsvSource({
        "session=abc, abc",
        "a=1; session=abc; b=2, abc",
        "a=1;session=abc, abc",
        "session=a=b==, a=b==",
        "session=first; session=second, first",
        "xsession=abc, ''",
        "session, ''",
        "session=, ''",
        "=abc, ''",
        ";;, ''"
    })
    void readACookie(String header, String value) {
        Credentials credentials = new CredentialsBuilder().cookies(header).build();

        assertThat(credentials.cookie("session").orElse("")).isEqualTo(value);
    }

    private static Credentials payload(String json) {
        return new CredentialsBuilder().payload(json).build();
    }
}
