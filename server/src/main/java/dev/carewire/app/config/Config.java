package dev.carewire.app.config;

import dev.carewire.adapter.jdbi.DatabaseConfig;
import dev.carewire.adapter.jwt.JwtConfig;
import dev.carewire.dialect.ClientFamily;
import dev.carewire.presence.PresencePolicy;
import dev.carewire.record.ExpiringKind;
import dev.carewire.record.KeptRecords;
import dev.carewire.setting.SettingValues;
import dev.carewire.transport.netty.OriginPolicy;
import dev.carewire.transport.netty.PortConfig;
import dev.carewire.transport.plain.PlainConfig;
import dev.carewire.transport.session.ExpiryRules;
import dev.carewire.transport.socketio.EngineConfig;
import dev.carewire.vitals.VitalPolicy;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/**
 * The configuration of a server, within the ranges of {@link Settings}. Shows no secret.
 *
 * @param families the families that are served
 * @param expiry how long sessions may outlive their tokens
 * @param origins the allowed origins of browsers
 * @param timeZone of clinics that have set none
 * @param kept the kinds of records that this server keeps
 * @param retention how long rows are kept after their last change; kinds without an entry are kept for ever
 * @param longestWait how long a queue entry of an earlier day stays in the queue
 * @param settings the value of every setting, for the client families, which read their own
 * @param sampleData whether an empty database is filled with the demo clinic
 */
public record Config(
        ServerConfig server,
        PortConfig listening,
        DatabaseConfig database,
        ClusterConfig cluster,
        JwtConfig auth,
        List<ClientFamily> families,
        ExpiryRules expiry,
        OriginPolicy origins,
        ZoneId timeZone,
        LimitsConfig limits,
        MemoryConfig memory,
        EngineConfig socketIo,
        PlainConfig webSocket,
        HttpConfig http,
        LogConfig log,
        TimersConfig timers,
        NotificationsConfig notifications,
        KeptRecords kept,
        UsersConfig users,
        RoomsConfig rooms,
        VitalPolicy vitals,
        MessagingConfig messaging,
        Map<ExpiringKind, Duration> retention,
        PresencePolicy presence,
        Duration longestWait,
        EmitConfig emit,
        AssistantConfig assistant,
        AmbientConfig ambient,
        SettingValues settings,
        SampleData sampleData) {

    /** The initial content of an empty database. */
    public enum SampleData {
        NONE,
        DEMO_CLINIC
    }
}
