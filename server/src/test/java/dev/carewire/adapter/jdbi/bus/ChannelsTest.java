package dev.carewire.adapter.jdbi.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.cluster.NodeId;
import dev.carewire.identity.TenantId;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChannelsTest {

    private final Channels channels = new Channels("public");

    @Test
    void namesAreIdentifiersOfPostgres() {
        assertThat(channels.ofAllTenants())
                .hasSize(Channels.TENANT_CHANNELS)
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("[a-z_0-9]{1,63}"));
        assertThat(channels.of(new NodeId("node0001"))).matches("[a-z_0-9]{1,63}");
    }

    @Test
    void tenantsAreSpreadOverTheChannelsOfAllTenants() {
        assertThat(IntStream.range(0, 1_000)
                        .mapToObj(number -> channels.of(new TenantId("clinic-" + number)))
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(channels.ofAllTenants());
    }

    @Test
    void serversInOtherSchemasHaveOthers() {
        assertThat(new Channels("carewire").ofAllNodes()).isNotEqualTo(channels.ofAllNodes());
    }
}
