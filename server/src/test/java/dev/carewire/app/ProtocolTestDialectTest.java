package dev.carewire.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.dialect.AdmissionResult;
import dev.carewire.dialect.Credentials;
import dev.carewire.dialect.TestClient;
import dev.carewire.fixture.CredentialsBuilder;
import dev.carewire.hub.Hub;
import dev.carewire.hub.HubConfig;
import dev.carewire.hub.SessionLimits;
import dev.carewire.hub.TextEncoding;
import dev.carewire.identity.Verification;
import dev.carewire.log.RingLimits;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ProtocolTestDialectTest {

    private final Hub hub = new Hub(
            new HubConfig(new SessionLimits(10, 10, 10), new RingLimits(1 << 20, Duration.ofMinutes(2))),
            Clock.systemUTC());
    private final List<Runnable> later = new ArrayList<>();
    private final ProtocolTestDialect application = new ProtocolTestDialect(hub, Clock.systemUTC(), later::add);

    /** The test suites' client loses a message that arrives in the same read as the one before it. */
    @Test
    void greetsAMomentAfterItLetSomebodyIn() {
        Credentials credentials =
                new CredentialsBuilder().payload("{\"token\":\"123\"}").build();
        AdmissionResult entry = application
                .admit(credentials, token -> CompletableFuture.completedStage(new Verification.Unavailable()))
                .toCompletableFuture()
                .join();
        assertThat(entry).isInstanceOf(AdmissionResult.Granted.class);
        AdmissionResult.Granted granted = (AdmissionResult.Granted) entry;
        TestClient client = new TestClient(
                "s1", granted.caller(), hub, new TextEncoding(application::render), application::receive);

        application.connected(client.session());

        assertThat(granted.greeting()).isEmpty();
        assertThat(client.takeReceived()).isEmpty();
        later.forEach(Runnable::run);
        assertThat(client.takeReceived()).containsExactly("[\"auth\",{\"token\":\"123\"}]");
    }
}
