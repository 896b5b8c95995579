package dev.carewire.adapter.jdbi.bus;

import dev.carewire.cluster.BusTopic;
import dev.carewire.cluster.NodeId;
import dev.carewire.identity.TenantId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Names of PostgreSQL's notification channels, which belong to the whole database. They contain a hash of the schema, so that
 * servers in other schemas receive nothing. Tenants share {@value #TENANT_CHANNELS} channels: PostgreSQL knows no patterns, and
 * a node that receives the messages to all tenants listens to each of these channels. Immutable.
 */
final class Channels {

    /** A constant of the cluster: nodes with another number would miss messages. */
    static final int TENANT_CHANNELS = 64;

    private final String prefix;

    /** @param schema with the server's tables */
    Channels(String schema) {
        this.prefix = "carewire_"
                + UUID.nameUUIDFromBytes(schema.getBytes(StandardCharsets.UTF_8))
                        .toString()
                        .replace("-", "");
    }

    /** Where a message to a topic is sent. */
    String of(BusTopic topic) {
        if (topic instanceof BusTopic.OfTenant to) {
            return of(to.tenant());
        }
        return topic instanceof BusTopic.OfNode to ? of(to.node()) : ofAllNodes();
    }

    String ofAllNodes() {
        return prefix + "_all";
    }

    String of(NodeId node) {
        return prefix + "_node_" + node;
    }

    /** Other tenants may have the same one. */
    String of(TenantId tenant) {
        return ofTenants(Math.floorMod(tenant.value().hashCode(), TENANT_CHANNELS));
    }

    private String ofTenants(int number) {
        return prefix + "_tenants_" + number;
    }

    List<String> ofAllTenants() {
        return IntStream.range(0, TENANT_CHANNELS).mapToObj(this::ofTenants).toList();
    }
}
