package dev.carewire.app.config;

import dev.carewire.adapter.jdbi.DatabaseConfig;
import dev.carewire.adapter.jwt.JwtConfig;
import dev.carewire.dialect.keney.KeneyRules;
import dev.carewire.dialect.standard.StandardRules;
import dev.carewire.presence.PresencePolicy;
import dev.carewire.transport.netty.OriginPolicy;
import dev.carewire.vitals.VitalPolicy;
import java.time.ZoneId;

/**
 * All that a server is told at its start; within the ranges of {@link Settings}. Shows no secret.
 *
 * @param origins whose pages may connect
 * @param timeZone decides when a clinic's day begins
 * @param sampleData whether an empty database is filled with the demo clinic
 */
public record Config(
        ServerConfig server,
        DatabaseConfig database,
        JwtConfig auth,
        OriginPolicy origins,
        ZoneId timeZone,
        LimitsConfig limits,
        SocketIoConfig socketIo,
        WebSocketConfig webSocket,
        HttpConfig http,
        StandardRules standard,
        OutboxConfig outbox,
        TimersConfig timers,
        NotificationsConfig notifications,
        VitalPolicy vitals,
        MessagingConfig messaging,
        PresencePolicy presence,
        DiagnoxixConfig diagnoxix,
        EmitConfig emit,
        AssistantConfig assistant,
        KeneyRules keney,
        AmbientConfig ambient,
        SampleData sampleData) {

    /** What an empty database gets. */
    public enum SampleData {
        NONE,
        DEMO_CLINIC
    }
}
