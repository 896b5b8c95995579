package dev.carewire.adapter.redis;

import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The bus over one server, sealed. */
class SealedRedisBusTest extends RedisBusContract {

    @RegisterExtension
    static final RunningRedis REDIS = new RunningRedis(RedisProcess::start);

    private static final SealKey KEY = SealKey.parse(Base64.getEncoder().encodeToString(new byte[SealKey.LENGTH]));

    SealedRedisBusTest() {
        super(REDIS);
    }

    @Override
    Optional<SealKey> sealKey() {
        return Optional.of(KEY);
    }
}
