package dev.carewire.adapter.redis;

import org.junit.jupiter.api.extension.RegisterExtension;

/** The bus over one server, in the clear. */
class RedisBusTest extends RedisBusContract {

    @RegisterExtension
    static final RunningRedis REDIS = new RunningRedis(RedisProcess::start);

    RedisBusTest() {
        super(REDIS);
    }
}
