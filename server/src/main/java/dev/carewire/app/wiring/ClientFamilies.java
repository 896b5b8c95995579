package dev.carewire.app.wiring;

import dev.carewire.app.config.Config;
import dev.carewire.dialect.Dialect;
import dev.carewire.dialect.PlainDialect;
import dev.carewire.dialect.clinic.ClinicDialect;
import dev.carewire.dialect.diagnoxix.DiagnoxixSettings;
import dev.carewire.dialect.healthmate.HealthmateSettings;
import dev.carewire.dialect.keney.KeneyDialect;
import dev.carewire.dialect.keney.KeneyNotificationsDialect;
import dev.carewire.dialect.keney.KeneySettings;
import dev.carewire.dialect.standard.StandardDialect;
import dev.carewire.dialect.standard.StandardSettings;
import dev.carewire.http.Route;
import dev.carewire.hub.Hub;
import dev.carewire.transport.session.SessionRuntime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** The client families, one entry for each: another one is a package below {@code dialect} and an entry here. */
record ClientFamilies(List<ClientFamily> families) {

    /** All that are known, over these features. */
    static ClientFamilies create(SessionRuntime sessions, Features features, Config config) {
        Hub hub = sessions.hub();
        return new ClientFamilies(List.of(
                ClientFamily.forSocketIo(
                        "/socket.io/",
                        new StandardDialect(
                                hub,
                                features.standard(),
                                new StandardSettings().rules(config.settings()),
                                sessions.clock())),
                ClientFamily.forSocketIo(
                        "/api/socket/",
                        new ClinicDialect(
                                hub,
                                features.presence().presence(),
                                features.notifications().deliveries(),
                                config.timeZone(),
                                sessions.clock())),
                ClientFamily.forWebSocket(Map.of(
                        "/ws",
                        new KeneyDialect(
                                hub, features.keney(), new KeneySettings().rules(config.settings()), sessions.clock()),
                        "/ws/notifications/{user_id}",
                        new KeneyNotificationsDialect(features.keney(), sessions.clock()))),
                HealthmateParts.family(
                        sessions, features, new HealthmateSettings().connectionsPerUser(config.settings())),
                DiagnoxixParts.family(sessions, features, new DiagnoxixSettings().rules(config.settings()))));
    }

    /** By path. */
    Map<String, Dialect> socketIo() {
        return merge(ClientFamily::socketIo);
    }

    /** By path. */
    Map<String, PlainDialect> plain() {
        return merge(ClientFamily::plain);
    }

    /** All requests that are answered in a family's own forms. */
    Stream<Route> routes() {
        return families.stream().map(ClientFamily::routes).flatMap(List::stream);
    }

    private <D> Map<String, D> merge(Function<ClientFamily, Map<String, D>> part) {
        Map<String, D> together = new HashMap<>();
        families.stream().map(part).forEach(together::putAll);
        return together;
    }
}
