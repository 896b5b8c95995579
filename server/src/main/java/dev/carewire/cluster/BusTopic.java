package dev.carewire.cluster;

import dev.carewire.identity.TenantId;
import java.util.Objects;

/** Which nodes of a cluster receive a message. */
public sealed interface BusTopic {

    /** Every node. */
    BusTopic ALL_NODES = new AllNodes();

    /** The nodes that serve clients of this tenant. */
    static BusTopic of(TenantId tenant) {
        return new OfTenant(tenant);
    }

    /** One node. */
    static BusTopic of(NodeId node) {
        return new OfNode(node);
    }

    /** Every node. */
    record AllNodes() implements BusTopic {}

    /** The nodes that serve clients of a tenant. */
    record OfTenant(TenantId tenant) implements BusTopic {
        public OfTenant {
            Objects.requireNonNull(tenant, "tenant");
        }
    }

    /** One node. */
    record OfNode(NodeId node) implements BusTopic {
        public OfNode {
            Objects.requireNonNull(node, "node");
        }
    }
}
