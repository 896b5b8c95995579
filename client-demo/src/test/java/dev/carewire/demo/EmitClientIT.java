package dev.carewire.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carewire.demo.emit.Emission;
import dev.carewire.demo.emit.EmitClient;
import dev.carewire.demo.emit.Emitter.Delivery;
import dev.carewire.demo.emit.Emitter.Family;
import dev.carewire.demo.emit.Emitter.RefusedException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class EmitClientIT {

    private static final String TENANT = "tenant-1";

    @RegisterExtension
    static final DemoServer SERVER = new DemoServer();

    private static Emission bulkUpdate(String kind) throws Exception {
        return Emission.declared("records.bulk-updated", new JSONObject().put("kind", kind));
    }

    @Test
    void tellsClientsWhatABackEndKnowsOnceForEachKey() throws Exception {
        EmitClient client = new EmitClient(SERVER.url(), SERVER.token("backend", TENANT, "service"));
        String token = SERVER.token("dr-chen", TENANT);
        try (Witness witness = Witness.connected(
                SERVER.url(), Map.of("token", token, "tenantId", TENANT), "/socket.io/", Transports.WEBSOCKET)) {
            String key = UUID.randomUUID().toString();
            List<Emission> events = List.of(bulkUpdate("visits"), bulkUpdate("invoices"));

            List<String> ids = client.emit(key, events);
            List<String> again = client.emit(key, events);
            client.emit(UUID.randomUUID().toString(), List.of(bulkUpdate("queue")));

            assertThat(ids).hasSize(2).doesNotHaveDuplicates();
            assertThat(again).isEqualTo(ids);
            assertThat(witness.next().name()).isEqualTo("visits:bulk-update");
            assertThat(witness.next().name()).isEqualTo("invoices:bulk-update");
            assertThat(witness.next().name()).isEqualTo("queue:bulk-update");
        }
    }

    @Test
    void sendsEventsInTheFormatOfItsClients() throws Exception {
        EmitClient client = new EmitClient(SERVER.url(), SERVER.token("backend", TENANT, "service"));
        String token = SERVER.token("dr-chen", TENANT);
        try (Witness witness = Witness.connected(
                SERVER.url(), Map.of("token", token, "tenantId", TENANT), "/socket.io/", Transports.WEBSOCKET)) {
            Emission ready = Emission.verbatim(
                    Family.DERM_APP,
                    List.of("tenant:" + TENANT),
                    List.of("user:nurse-ada"),
                    "biopsy:ready",
                    Delivery.VOLATILE,
                    Map.of("order", 7));
            JSONObject notification = new JSONObject(
                    "{\"kind\":\"general\",\"title\":\"Order\",\"message\":\"7\",\"priority\":\"high\"}");
            Emission acknowledged = Emission.acknowledged(List.of("dr-chen", "nurse-ada"), notification);

            assertThat(client.emit(UUID.randomUUID().toString(), List.of(ready)))
                    .hasSize(1);
            assertThat(client.emit(UUID.randomUUID().toString(), List.of(acknowledged)))
                    .hasSize(2);

            assertThat(witness.next().name()).isEqualTo("biopsy:ready");
            assertThat(witness.next().name()).isEqualTo("notification:new");
        }
    }

    @Test
    void saysWhyNothingWasTold() throws Exception {
        EmitClient doctor = new EmitClient(SERVER.url(), SERVER.token("dr-chen", TENANT));
        EmitClient service = new EmitClient(SERVER.url(), SERVER.token("backend", TENANT, "service"));
        List<Emission> bad = List.of(bulkUpdate("visits"), bulkUpdate("nothing"));

        assertThatThrownBy(() -> doctor.emit("key", bad)).isInstanceOfSatisfying(RefusedException.class, refusal -> {
            assertThat(refusal.status()).isEqualTo(403);
            assertThat(refusal.code()).isEqualTo("FORBIDDEN");
        });
        assertThatThrownBy(() -> service.emit("key", bad))
                .isInstanceOf(RefusedException.class)
                .hasMessageStartingWith("HTTP 400 INVALID: events[1].data.kind: invalid");
    }
}
