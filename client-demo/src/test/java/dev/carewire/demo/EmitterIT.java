package dev.carewire.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.demo.emit.Emitter;
import dev.carewire.demo.emit.Emitter.Disconnect;
import dev.carewire.demo.emit.Emitter.Family;
import dev.carewire.demo.emit.Emitter.Options;
import dev.carewire.demo.emit.Emitter.Socket;
import dev.carewire.demo.emit.Emitter.Sockets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class EmitterIT {

    private static final String TENANT = "tenant-1";

    @RegisterExtension
    static final DemoServer SERVER = new DemoServer();

    @Test
    void emitsAndMovesAsksAndEndsSockets() throws Exception {
        String service = SERVER.token("backend", TENANT, "service");
        Map<String, String> credentials = Map.of("token", SERVER.token("dr-chen", TENANT), "tenantId", TENANT);
        Options options =
                Options.of(SERVER.url(), Family.DERM_APP, tenant -> service).withTenants(List.of(TENANT));
        try (Emitter emitter = Emitter.start(options);
                Witness witness = Witness.connected(SERVER.url(), credentials, "/socket.io/", Transports.WEBSOCKET)) {
            assertThat(emitter.to("tenant:" + TENANT).socketsJoin("ward:7")).isEqualTo(1);
            Emitter.Target ward = emitter.to().to("tenant:" + TENANT).except("user:nurse-ada");
            ward.emit("ward:opened", Map.of("beds", 12));
            assertThat(ward.ask(Duration.ofMillis(200), "ready?").missing()).isEqualTo(1);
            assertThat(witness.next().body().getInt("beds")).isEqualTo(12);
            assertThat(witness.next().name()).isEqualTo("ready?");

            Sockets sockets = ward.fetchSockets();
            assertThat(sockets.truncated()).isFalse();
            Socket socket = sockets.sockets().get(0);
            assertThat(socket.userId()).isEqualTo("dr-chen");
            assertThat(socket.rooms()).contains("ward:7");
            assertThat(ward.socketsLeave("ward:7")).isEqualTo(1);
            assertThat(ward.fetchSockets().sockets().get(0).rooms()).doesNotContain("ward:7");

            assertThat(ward.disconnectSockets(Disconnect.SESSION)).isEqualTo(1);
            assertThat(ward.fetchSockets().sockets()).isEmpty();
        }
    }
}
