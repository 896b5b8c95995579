package dev.carewire.app.wiring;

import dev.carewire.dialect.Dialect;
import dev.carewire.dialect.PlainDialect;
import dev.carewire.http.Route;
import java.util.List;
import java.util.Map;

/**
 * Where the clients of one family come, and in which language they are spoken to.
 *
 * @param socketIo over Socket.IO; paths begin and end with a slash
 * @param plain over plain WebSocket; paths may have variable segments
 * @param routes over HTTP, in the family's own forms
 */
public record ClientFamily(Map<String, Dialect> socketIo, Map<String, PlainDialect> plain, List<Route> routes) {

    public static ClientFamily forSocketIo(String path, Dialect dialect) {
        return new ClientFamily(Map.of(path, dialect), Map.of(), List.of());
    }

    public static ClientFamily forWebSocket(Map<String, PlainDialect> dialects) {
        return new ClientFamily(Map.of(), dialects, List.of());
    }

    /** Together with routes. */
    public ClientFamily withRoutes(List<Route> more) {
        return new ClientFamily(socketIo, plain, more);
    }
}
