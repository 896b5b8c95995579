package dev.carewire.adapter.jwt;

import com.auth0.jwk.InvalidPublicKeyException;
import com.auth0.jwk.Jwk;
import com.auth0.jwt.algorithms.Algorithm;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The keys that an issuer published at one time (RFC 7517), as far as they verify RS256 or ES256. Others are left out.
 *
 * @param byId by {@code kid}
 * @param only the key of a set of one, which needs no {@code kid}
 */
record KeySet(Map<String, Algorithm> byId, Optional<Algorithm> only) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<List<Map<String, Object>>> FORM = new TypeReference<>() {};

    KeySet {
        byId = Map.copyOf(byId);
    }

    /**
     * Reads a set of keys.
     *
     * @throws IOException if {@code json} is not JSON, or not a set of keys
     * @throws IllegalArgumentException if one of the keys is not an object
     */
    static KeySet parse(byte[] json) throws IOException {
        JsonNode keys = JSON.readTree(json).path("keys");
        if (!keys.isArray()) {
            throw new IOException("keys: missing (expected: a JSON Web Key Set)");
        }
        List<Map<String, Object>> published = JSON.convertValue(keys, FORM);
        Map<String, Algorithm> byId = new HashMap<>();
        Optional<Algorithm> last = Optional.empty();
        for (Map<String, Object> values : published) {
            last = algorithm(values);
            if (last.isPresent() && values.get("kid") instanceof String id) {
                byId.putIfAbsent(id, last.get());
            }
        }
        return new KeySet(byId, published.size() == 1 ? last : Optional.empty());
    }

    private static Optional<Algorithm> algorithm(Map<String, Object> values) {
        try {
            Jwk key = Jwk.fromValues(new HashMap<>(values));
            return "enc".equals(key.getUsage())
                    ? Optional.empty()
                    : Optional.of(PublicKeys.algorithm(key.getPublicKey()));
        } catch (InvalidPublicKeyException | RuntimeException otherKind) {
            return Optional.empty();
        }
    }

    /**
     * The algorithm of one key.
     *
     * @param keyId the token's {@code kid}; null names the only key of a set of one
     */
    Optional<Algorithm> find(@Nullable String keyId) {
        return keyId == null ? only : Optional.ofNullable(byId.get(keyId));
    }
}
