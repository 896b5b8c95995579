package dev.carewire.app.config;

import static dev.carewire.setting.SettingType.duration;
import static dev.carewire.setting.SettingType.integer;
import static dev.carewire.setting.SettingType.size;

import dev.carewire.hub.SessionLimits;
import dev.carewire.idempotency.KeyLimits;
import dev.carewire.identity.TenantId;
import dev.carewire.log.RingLimits;
import dev.carewire.rate.AddressLimits;
import dev.carewire.rate.RateLimit;
import dev.carewire.setting.Setting;
import dev.carewire.setting.SettingSection;
import dev.carewire.setting.SettingValues;
import dev.carewire.transport.session.ClientLimits;
import java.time.Duration;

/** The limits of clients. */
final class LimitSettings extends SettingSection {

    final Setting<Integer> perNode = add(
            "limits.connections-per-node",
            integer(1, 1_000_000, "connections"),
            "10000",
            "Connections of this server.");

    final Setting<Integer> perTenant = add(
            "limits.connections-per-tenant",
            integer(1, 1_000_000, "connections"),
            "5000",
            "Connections of one clinic, of which a fifth is kept for its staff and screens. Does not apply to auth.default-tenant.");

    final Setting<Integer> perUser = add(
            "limits.connections-per-user",
            integer(1, 1_000_000, "connections"),
            "200",
            "Connections of one user of a clinic. A page of the clinic system opens nine. Twice as many HTTP connections may count for the user instead of the address.");

    final Setting<Duration> authenticationTimeout = add(
            "limits.authentication-timeout",
            duration("100ms", "5m"),
            "45s",
            "Time in which a client must authenticate. A client that was refused may try again on the same connection until then.");

    final Setting<Integer> connectsPerSecond = add(
            "limits.connects-per-second-per-address",
            integer(0, 100_000, "connects"),
            "20",
            "Tokens that are missing or not genuine with which clients of one address may connect in the long run; 0 = no limit. Beyond it, each such connection is closed at once. Valid tokens are never affected.");

    final Setting<Integer> connectsBurst = add(
            "limits.connects-burst-per-address",
            integer(1, 100_000, "connects"),
            "100",
            "Connects with such tokens from one address at once after a pause.");

    final Setting<Duration> idleTimeout = add(
            "limits.idle-timeout",
            duration("0s", "24h"),
            "0s",
            "Time after which a connection without messages is closed; 0s = never. Checked when the client answers a ping.");

    final Setting<Integer> maxPayload =
            add("limits.max-payload", size("1KiB", "64MiB"), "1MB", "Largest message of a client.");

    final Setting<Integer> binaryAttachments = add(
            "limits.binary-attachments",
            integer(0, 1000, "attachments"),
            "10",
            "Binary attachments of one message from a client. Together they count as one message.");

    final Setting<Integer> sendWindow = add(
            "limits.send-window",
            size("64KiB", "64MiB"),
            "64KiB",
            "Bytes of events that are buffered for a slow client. Further events are read from the log when there is room again.");

    final Setting<Integer> ringSize = add(
            "limits.ring-size",
            size("64KiB", "1024MiB"),
            "8MiB",
            "Size of each tenant's event log, for clients that reconnect or read slowly.");

    final Setting<Duration> ringAge = add(
            "limits.ring-age",
            duration("1s", "1h"),
            "2m",
            "How long events stay in the log, and how long a lost connection can be recovered.");

    final Setting<Integer> messagesPerSecond = add(
            "limits.messages-per-second",
            integer(1, 100_000, "messages"),
            "50",
            "Messages that a connection may send in the long run.");

    final Setting<Integer> messagesBurst = add(
            "limits.messages-burst",
            integer(1, 100_000, "messages"),
            "500",
            "Messages that a connection may send at once after a pause. A client sends all that it buffered before it connected.");

    final Setting<Integer> keysPerUser = add(
            "limits.idempotency-keys-per-user",
            integer(1, 100_000_000, "keys"),
            "10000",
            "POST requests with a new Idempotency-Key that one user may send at once, and within 24 hours in the long run.");

    final Setting<Integer> keysPerBackEnd = add(
            "limits.idempotency-keys-per-back-end",
            integer(1, 100_000_000, "keys"),
            "10000000",
            "POST requests with a new idempotency key that one back end may send at once, and within 24 hours in the long run. Those to the "
                    + "emit API count, too.");

    final Setting<Duration> shutdownGrace = add(
            "limits.shutdown-grace",
            duration("0s", "5m"),
            "10s",
            "Time for running commands to finish when the server stops.");

    /** The limits of clients. */
    LimitsConfig limits(SettingValues given, TenantId defaultTenant) {
        return new LimitsConfig(
                new SessionLimits(given.get(perNode), given.get(perTenant), given.get(perUser), defaultTenant),
                new AddressLimits(given.get(connectsPerSecond), given.get(connectsBurst)),
                new ClientLimits(
                        given.get(authenticationTimeout),
                        given.get(idleTimeout),
                        given.get(maxPayload),
                        given.get(binaryAttachments),
                        given.get(sendWindow),
                        RateLimit.perSecond(given.get(messagesPerSecond), given.get(messagesBurst))),
                new RingLimits(given.get(ringSize), given.get(ringAge)),
                new KeyLimits(given.get(keysPerUser), given.get(keysPerBackEnd)));
    }
}
