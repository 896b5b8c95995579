package dev.carewire.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.netty.handler.codec.http.HttpMethod;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouterTest {

    private static final Route LIST = route(HttpMethod.GET, "/api/queue");
    private static final Route ONE = route(HttpMethod.GET, "/api/queue/{id}");
    private static final Route CHANGE = route(HttpMethod.PUT, "/api/queue/{id}");
    private static final Route NEXT = route(HttpMethod.GET, "/api/queue/next");
    private static final Route CALL = route(HttpMethod.POST, "/api/queue/{id}/call");

    private final Router router = new Router(List.of(LIST, ONE, CHANGE, NEXT, CALL));

    @Test
    void findsTheRouteAndTheValuesOfItsPath() {
        assertThat(router.find(HttpMethod.GET, "/api/queue")).isEqualTo(new Router.Hit(LIST, Map.of()));
        assertThat(router.find(HttpMethod.PUT, "/api/queue/q1")).isEqualTo(new Router.Hit(CHANGE, Map.of("id", "q1")));
        assertThat(router.find(HttpMethod.POST, "/api/queue/q1/call"))
                .isEqualTo(new Router.Hit(CALL, Map.of("id", "q1")));
    }

    @Test
    void prefersTheLiteralSegmentWhateverTheOrder() {
        Router reversed = new Router(List.of(NEXT, ONE));

        assertThat(router.find(HttpMethod.GET, "/api/queue/next")).isEqualTo(new Router.Hit(NEXT, Map.of()));
        assertThat(reversed.find(HttpMethod.GET, "/api/queue/next")).isEqualTo(new Router.Hit(NEXT, Map.of()));
    }

    @Test
    void answersHeadAsGet() {
        assertThat(router.find(HttpMethod.HEAD, "/api/queue/q1")).isEqualTo(new Router.Hit(ONE, Map.of("id", "q1")));
    }

    @Test
    void namesTheMethodsThatAPathHas() {
        assertThat(router.find(HttpMethod.DELETE, "/api/queue/q1"))
                .isEqualTo(new Router.MethodNotAllowed(Set.of("GET", "HEAD", "PUT", "OPTIONS")));
        assertThat(router.find(HttpMethod.GET, "/api/queue/q1/call"))
                .isEqualTo(new Router.MethodNotAllowed(Set.of("POST", "OPTIONS")));
    }

    @ParameterizedTest
    @CsvSource({"q%201, q 1", "a%2Fb, a/b", "a+b, a+b", "%C3%A4, ä", "64f0, 64f0"})
    void decodesValuesSegmentBySegment(String encoded, String id) {
        assertThat(router.find(HttpMethod.GET, "/api/queue/" + encoded))
                .isEqualTo(new Router.Hit(ONE, Map.of("id", id)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "*",
                "/api",
                "/api/queue/",
                "/api/queue/%20",
                "/api/queue/q1/call/now",
                "/API/queue",
                "/api/queue/%",
                "/api/queue/%zz",
                "/api/queue/%00",
                "http://clinic.example/api/queue"
            })
    void knowsNoOtherPath(String path) {
        assertThat(router.find(HttpMethod.GET, path)).isEqualTo(new Router.UnknownPath());
    }

    @Test
    void refusesASecondRouteForTheSameRequests() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Router(List.of(ONE, route(HttpMethod.GET, "/api/queue/{entry}"))))
                .withMessage("route: GET /api/queue/{entry} (expected: no second of this shape)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "api", "/api//queue", "/api/", "/api/{id}/of/{id}"})
    void refusesWhatIsNoPathPattern(String path) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Router(List.of(route(HttpMethod.GET, path))))
                .withMessage("path: " + path + " (expected: /literal/{name}/…, each name once)");
    }

    private static Route route(HttpMethod method, String path) {
        return new Route(method, path, (Endpoint.Immediate) request -> Response.okWithoutData());
    }
}
