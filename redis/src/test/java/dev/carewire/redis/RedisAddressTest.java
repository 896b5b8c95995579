package dev.carewire.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisURI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisAddressTest {

    @Test
    void readsCredentialsDatabaseAndEncryption() {
        RedisURI server = only(RedisAddress.parse("rediss://app:p%40ss@cache.example:6380/3", RedisTopology.SINGLE));
        assertThat(server.getHost()).isEqualTo("cache.example");
        assertThat(server.getPort()).isEqualTo(6380);
        assertThat(server.getDatabase()).isEqualTo(3);
        assertThat(server.isSsl()).isTrue();
        assertThat(credentials(server).getUsername()).isEqualTo("app");
        assertThat(credentials(server).getPassword()).containsExactly("p@ss".toCharArray());
    }

    @Test
    void readsTheSentinelsAndTheNameOfThePrimary() {
        RedisAddress address =
                RedisAddress.parse("redis-sentinel://app:pw@one:26380,two/0#clinic", RedisTopology.SENTINEL);
        assertThat(only(address).getSentinelMasterId()).isEqualTo("clinic");
        assertThat(address).hasToString("one:26380,two:26379");
    }

    @Test
    void readsAllNodesOfACluster() {
        RedisAddress address = RedisAddress.parse("redis://app:pw@one:7000,two:7001,three", RedisTopology.CLUSTER);
        assertThat(address).hasToString("one:7000,two:7001,three:6379");
        assertThat(address.servers())
                .allSatisfy(
                        server -> assertThat(credentials(server).getUsername()).isEqualTo("app"));
    }

    @ParameterizedTest
    @CsvSource({
        "http://app:marker@cache.example, SINGLE",
        "cache.example:6379, SINGLE",
        "redis://, SINGLE",
        "redis://app:marker@cache.example/x, SINGLE",
        "'redis://app:mar ker@cache.example', SINGLE",
        "redis-sentinel://app:marker@one#clinic, SINGLE",
        "redis-sentinel://app:marker@one, SENTINEL",
        "redis://app:marker@one, SENTINEL",
        "'redis://app:marker@one,two/1', CLUSTER",
        "redis-sentinel://app:marker@one#clinic, CLUSTER",
    })
    void refusesOtherAddressesWithoutRepeatingThem(String address, RedisTopology topology) {
        assertThatThrownBy(() -> RedisAddress.parse(address, topology))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected: redis")
                .hasMessageNotContaining("ker")
                .hasNoCause();
    }

    private static RedisCredentials credentials(RedisURI server) {
        return server.getCredentialsProvider().resolveCredentials().block();
    }

    private static RedisURI only(RedisAddress address) {
        assertThat(address.servers()).hasSize(1);
        return address.servers().get(0);
    }
}
