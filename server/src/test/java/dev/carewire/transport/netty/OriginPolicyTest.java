package dev.carewire.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginPolicyTest {

    private static final OriginPolicy SAME_ORIGIN_ONLY = new OriginPolicy(Set.of());

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8000, localhost:8000",
        "https://clinic.example, clinic.example",
        "https://clinic.example, clinic.example:443",
        "https://clinic.example:443, clinic.example",
        "http://clinic.example, Clinic.Example:80",
        "HTTP://CLINIC.EXAMPLE, clinic.example",
        "http://[::1]:8000, [::1]:8000",
        "http://front_desk:5173, front_desk:5173",
        "http://clinic_app.local, Clinic_App.local:80",
        "http://-ward.-x-.local, -ward.-x-.local",
        "http://a!b$c&d'e(f)*+;=~.local, a!b$c&d'e(f)*+;=~.local"
    })
    void allowsThePagesThatTheServerItselfServed(String origin, String host) {
        assertThat(SAME_ORIGIN_ONLY.allows(origin, Optional.of(host))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:3000, localhost:8000",
        "http://clinic.example.evil.example, clinic.example",
        "http://evil.example, clinic.example",
        "https://clinic.example, clinic.example:80",
        "http://clinic.example@evil.example, clinic.example",
        "null, clinic.example",
        "*, clinic.example",
        "clinic.example, clinic.example",
        "file://clinic.example, clinic.example",
        "http://clinic.example/path, clinic.example",
        "http://cli nic.example, clinic.example",
        "http://clinic.example, clinic.example/path",
        "http://front_desk, front_desk.evil.example",
        "http://front_desk:65536, front_desk:65536",
        "http://front_desk:5173:80, front_desk:5173:80",
        "capacitor://localhost, localhost",
        "http://[::1, [::1",
        "http://a%41.example, a%41.example",
        "http://, ''"
    })
    void refusesEveryOtherPage(String origin, String host) {
        assertThat(SAME_ORIGIN_ONLY.allows(origin, Optional.of(host))).isFalse();
    }

    @Test
    void refusesAPageWhenNoHostIsKnown() {
        assertThat(SAME_ORIGIN_ONLY.allows("http://clinic.example", Optional.empty()))
                .isFalse();
    }

    @Test
    void allowsListedOriginsHoweverTheyAreSpelt() {
        OriginPolicy policy = new OriginPolicy(Set.of("http://LocalHost:5173", "https://portal.example:443"));

        assertThat(policy.allows("http://localhost:5173", Optional.of("api.example")))
                .isTrue();
        assertThat(policy.allows("https://portal.example", Optional.empty())).isTrue();
        assertThat(policy.allows("http://portal.example", Optional.of("api.example")))
                .isFalse();
        assertThat(policy.allows("http://localhost:5174", Optional.of("api.example")))
                .isFalse();
        assertThat(policy.allows("http://api.example", Optional.of("api.example")))
                .isTrue();
    }

    @Test
    void allowsListedHostNamesThatOnlyBrowsersAccept() {
        OriginPolicy policy = new OriginPolicy(Set.of("http://front_desk:5173", "https://clinic_app.local"));

        assertThat(policy.allows("http://front_desk:5173", Optional.of("api.example")))
                .isTrue();
        assertThat(policy.allows("https://clinic_app.local", Optional.empty())).isTrue();
        assertThat(policy.allows("http://clinic_app.local", Optional.empty())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"capacitor://localhost", "ionic://localhost", "tauri://localhost", "app://localhost"})
    void allowsListedOriginsOfApps(String origin) {
        assertThat(new OriginPolicy(Set.of(origin)).allows(origin, Optional.of("api.example")))
                .isTrue();
        assertThat(SAME_ORIGIN_ONLY.allows(origin, Optional.of("api.example"))).isFalse();
    }

    @Test
    void trustsCookiesOfForeignSitesOnlyFromListedOrigins() {
        OriginPolicy policy = new OriginPolicy(Set.of("capacitor://localhost"));

        assertThat(policy.trustsCookies(Optional.of("Cross-Site"), Optional.empty()))
                .isFalse();
        assertThat(policy.trustsCookies(Optional.of("cross-site"), Optional.of("https://evil.example")))
                .isFalse();
        assertThat(policy.trustsCookies(Optional.of("cross-site"), Optional.of("capacitor://localhost")))
                .isTrue();
        assertThat(policy.trustsCookies(Optional.of("same-site"), Optional.empty()))
                .isTrue();
        assertThat(policy.trustsCookies(Optional.empty(), Optional.empty())).isTrue();
    }

    @Test
    void removesUntrustedCookiesAlone() {
        HttpHeaders foreign = headers().add("Cookie", "session=t").add("Sec-Fetch-Site", "cross-site");
        HttpHeaders own = headers().add("Cookie", "session=t").add("Sec-Fetch-Site", "same-origin");

        SAME_ORIGIN_ONLY.removeUntrustedCookies(foreign);
        SAME_ORIGIN_ONLY.removeUntrustedCookies(own);

        assertThat(foreign.contains("Cookie")).isFalse();
        assertThat(own.get("Cookie")).isEqualTo("session=t");
    }

    @Test
    void admitsRequestsThatNoPageSent() {
        assertThat(SAME_ORIGIN_ONLY.allowsRequest(headers())).isTrue();
    }

    @Test
    void admitsAndRefusesByTheHeadersOfARequest() {
        assertThat(SAME_ORIGIN_ONLY.allowsRequest(
                        headers().add("Origin", "http://clinic.example").add("Host", "clinic.example")))
                .isTrue();
        assertThat(SAME_ORIGIN_ONLY.allowsRequest(
                        headers().add("Origin", "http://evil.example").add("Host", "clinic.example")))
                .isFalse();
        assertThat(SAME_ORIGIN_ONLY.allowsRequest(headers().add("Origin", ""))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"*", "", "clinic.example", "ftp://clinic.example", "http://clinic.example/", "http://a.example?x"
            })
    void refusesToBeBuiltWithWhatIsNoOrigin(String entry) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OriginPolicy(Set.of(entry)))
                .withMessage("origin: " + entry + " (expected: scheme://host[:port], scheme: one of http, https,"
                        + " capacitor, ionic, tauri, app)");
    }

    private static HttpHeaders headers() {
        return new DefaultHttpHeaders();
    }
}
