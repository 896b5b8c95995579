package dev.carewire.app.config;

import static dev.carewire.setting.SettingType.enumValue;

import dev.carewire.adapter.redis.RedisBusConfig;
import dev.carewire.adapter.redis.SealKey;
import dev.carewire.messaging.AttachmentPlace;
import dev.carewire.redis.Keyspace;
import dev.carewire.redis.RedisAddress;
import dev.carewire.redis.RedisConfig;
import dev.carewire.redis.RedisTopology;
import dev.carewire.setting.EnvironmentAlias;
import dev.carewire.setting.Setting;
import dev.carewire.setting.SettingSection;
import dev.carewire.setting.SettingType;
import dev.carewire.setting.SettingValues;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The settings of a cluster of nodes, and of Redis between them. */
final class ClusterSettings extends SettingSection {

    private final Setting<ClusterMode> mode = add(
            "cluster.mode",
            enumValue(ClusterMode.class),
            "single",
            "How the nodes of a cluster reach each other. All nodes use one PostgreSQL database and have the same mode.");

    private final Setting<Optional<String>> url = addSecret(
            "redis.url",
            SettingType.optional(
                    "address",
                    "redis://user:password@host:port/database, rediss://… or redis-sentinel://host:port,…/database#primary, empty = none",
                    ClusterSettings::isAddress),
            "",
            "Redis. The address of a Redis Cluster may list several hosts. Better set in the environment than here.",
            // Other addresses concern other programs on this machine.
            new EnvironmentAlias("REDIS_URL", text -> Optional.of(text).filter(ClusterSettings::isAddress)));

    private final Setting<RedisTopology> topology = add(
            "redis.topology",
            enumValue(RedisTopology.class),
            "single",
            "How the servers of Redis work together. The address of sentinel begins with redis-sentinel.");

    private final Setting<Keyspace> prefix = add(
            "redis.prefix",
            new SettingType<>("text", "1 to 64 letters, digits or dashes", text -> parsed(Keyspace::new, text)),
            "carewire",
            "Beginning of the names of all channels. Installations that share a Redis need different ones.");

    private final Setting<Duration> timeout = add(
            "redis.timeout",
            SettingType.duration("100ms", "1m"),
            "5s",
            "How long connecting to Redis, and each of its answers, may take.");

    final Setting<Optional<Path>> certificates = add(
            "redis.certificate-file",
            SettingType.file("PEM, empty = the certificates of the Java runtime"),
            "",
            "Certificates that rediss:// trusts. Relative to this file.");

    private final Setting<Optional<String>> sealKey = addSecret(
            "redis.seal-key",
            SettingType.optional(
                    "text", "32 bytes in base64, empty = messages are in the clear", ClusterSettings::isKey),
            "",
            "Key that encrypts and authenticates the messages between nodes. Better set in the environment than here.");

    private final Setting<Optional<String>> oldSealKey = addSecret(
            "redis.seal-key-old",
            SettingType.optional("text", "32 bytes in base64, empty = none", ClusterSettings::isKey),
            "",
            "A second key that the node accepts while the key changes.");

    private static boolean isAddress(String text) {
        return Stream.of(RedisTopology.values())
                .anyMatch(each -> parsed(address -> RedisAddress.parse(address, each), text)
                        .isPresent());
    }

    private static boolean isKey(String text) {
        return parsed(SealKey::parse, text).isPresent();
    }

    private static <T> Optional<T> parsed(Function<String, T> parser, String text) {
        try {
            return Optional.of(parser.apply(text));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /** The faults of settings that do not suit each other. */
    List<String> faults(SettingValues given) {
        List<String> faults = new ArrayList<>();
        if (given.get(mode) != ClusterMode.SINGLE
                && !given.get(Settings.SERVER.databaseUrl)
                        .filter(ServerSettings::isPostgresUrl)
                        .isPresent()) {
            faults.add("cluster.mode: needs a PostgreSQL server for all nodes (expected: its address in database.url)");
        }
        if (given.get(mode) != ClusterMode.SINGLE
                && given.get(Settings.FEATURES.attachmentStore) == AttachmentPlace.FOLDER) {
            faults.add(
                    "attachments.store: folder (expected: database, since each node of a cluster serves every file)");
        }
        if (given.get(mode) == ClusterMode.REDIS && address(given).isEmpty()) {
            faults.add("redis.url: missing, or not for redis.topology (expected: an address of this topology)");
        }
        if (given.get(oldSealKey).isPresent()
                && (given.get(sealKey).isEmpty() || given.get(sealKey).equals(given.get(oldSealKey)))) {
            faults.add("redis.seal-key-old: without another redis.seal-key (expected: two different keys)");
        }
        return faults;
    }

    /** The line for operators whose Redis is unused. */
    Optional<String> warning(SettingValues given) {
        return given.get(mode) == ClusterMode.REDIS || given.get(url).isEmpty()
                ? Optional.empty()
                : Optional.of("redis.url (REDIS_URL): no effect while cluster.mode is not redis");
    }

    /** The cluster, from settings without faults. */
    ClusterConfig cluster(SettingValues given, Optional<Path> certificateFile) {
        return new ClusterConfig(
                given.get(mode),
                address(given)
                        .filter(unused -> given.get(mode) == ClusterMode.REDIS)
                        .map(address -> new RedisBusConfig(
                                new RedisConfig(address, given.get(timeout), certificateFile),
                                given.get(prefix),
                                given.get(sealKey).map(SealKey::parse),
                                given.get(oldSealKey).map(SealKey::parse))));
    }

    private Optional<RedisAddress> address(SettingValues given) {
        return given.get(url)
                .flatMap(text -> parsed(address -> RedisAddress.parse(address, given.get(topology)), text));
    }
}
