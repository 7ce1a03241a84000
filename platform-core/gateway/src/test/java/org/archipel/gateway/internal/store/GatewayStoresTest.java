package org.archipel.gateway.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.archipel.api.error.NotFoundException;
import org.archipel.gateway.internal.cache.CacheVersions;
import org.archipel.gateway.internal.cache.CachedAnswer;
import org.archipel.gateway.internal.cache.DatabaseLevel;
import org.archipel.gateway.internal.fakes.House;
import org.archipel.gateway.internal.http.Header;
import org.archipel.gateway.internal.metrics.ApiMetrics;
import org.archipel.gateway.internal.metrics.SeenCallers;
import org.archipel.gateway.internal.model.CustomApi;
import org.archipel.persistence.Ids;
import org.archipel.persistence.Timestamps;
import org.archipel.persistence.UnitOfWork;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;

/** What the gateway keeps, on every database. */
class GatewayStoresTest {
    private static final String ENTITIES = "org.archipel.gateway.internal.store";
    private static final ApiFilter ALL = new ApiFilter(Optional.empty(), Optional.empty(), Optional.empty());

    private static CustomApi api(String organization, String method, String path) {
        Instant now = Timestamps.stored(Instant.now());
        return new CustomApi(
                Ids.next(),
                organization,
                Ids.next(),
                House.definition(
                        "{'name':'Prices','method':'%s','path':'%s','config':{'mock':{'body':'%s'}}}",
                        method, path, "é".repeat(40_000)),
                now,
                now,
                0);
    }

    @DatabaseTest
    void definitionsAreKeptFoundChangedAndRemoved(TestDatabase database) {
        UnitOfWork work = database.unit("gateway", ENTITIES);
        CustomApiStore store = new CustomApiStore(work);
        String organization = Ids.next();
        CustomApi first = work.call(transaction -> store.insert(transaction, api(organization, "GET", "/prices/{id}")));
        CustomApi second = work.call(transaction -> store.insert(transaction, api(organization, "POST", "/100_a")));
        assertThat(store.get(organization, first.id())).isEqualTo(first);
        assertThat(store.list(organization, ALL, "", 10)).containsExactly(first, second);
        assertThat(store.list(organization, ALL, first.id(), 10)).containsExactly(second);
        assertThat(store.list(
                        organization,
                        new ApiFilter(Optional.of("POST"), Optional.of(true), Optional.of("0_A")),
                        "",
                        10))
                .containsExactly(second);
        assertThat(store.list(
                        organization, new ApiFilter(Optional.empty(), Optional.of(false), Optional.empty()), "", 10))
                .isEmpty();
        CustomApi twin = api(organization, "GET", "/prices/{name}");
        assertThat(work.<Optional<String>>call(transaction -> store.sameRoute(transaction, twin)))
                .contains(first.id());
        CustomApi changed = work.call(transaction ->
                store.update(transaction, first.with(first.definition().active(false), first.updatedAt())));
        assertThat(changed.revision()).isEqualTo(first.revision() + 1);
        assertThat(store.active(organization)).isEqualTo(Map.of(second.id(), second.revision()));
        assertThat(store.find(organization, List.of(first.id(), second.id(), "none")))
                .containsExactlyInAnyOrder(changed, second);
        assertThat(store.changes(organization)).isEqualTo(3);
        assertThat(store.changes()).containsEntry(organization, 3L);
        work.run(transaction -> store.delete(transaction, changed));
        assertThatThrownBy(() -> store.get(organization, first.id())).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> store.get(Ids.next(), second.id()))
                .as("of another organization")
                .isInstanceOf(NotFoundException.class);
    }

    @DatabaseTest
    void answersAreKeptUntilTheyAreDropped(TestDatabase database) {
        UnitOfWork work = database.unit("gateway", ENTITIES);
        DatabaseLevel level = new DatabaseLevel(work);
        CacheVersions versions = new CacheVersions(work);
        String organization = Ids.next();
        String api = Ids.next();
        try {
            long now = System.currentTimeMillis();
            CachedAnswer answer = new CachedAnswer(
                    200,
                    List.of(new Header("Content-Type", "text/plain")),
                    new byte[100_000],
                    "\"x\"",
                    now,
                    now + 60_000,
                    now + 60_000);
            level.put(organization, "key", answer);
            level.put(organization, "key", answer);
            assertThat(level.get(organization, "key").orElseThrow())
                    .usingRecursiveComparison()
                    .isEqualTo(answer);
            assertThat(level.get(Ids.next(), "key")).isEmpty();
            versions.next(organization, api);
            versions.next(organization, api);
            CacheVersions other = new CacheVersions(work);
            other.read(organization);
            assertThat(other.of(api)).isEqualTo(2);
        } finally {
            level.close();
        }
    }

    @DatabaseTest
    void figuresAndCallersAreKept(TestDatabase database) {
        UnitOfWork work = database.unit("gateway", ENTITIES);
        ApiMetrics metrics = new ApiMetrics(work);
        SeenCallers callers = new SeenCallers(work);
        String organization = Ids.next();
        String api = Ids.next();
        Instant begin = Instant.now().minusSeconds(120);
        try {
            for (int i = 0; i < 2; i++) {
                metrics.of(organization, api).answered(200, 1_000_000, 10, 20);
                metrics.of(organization, api).answered(503, 2_000_000, -1, -1);
                metrics.write();
                callers.saw(organization, api, "key:one");
                callers.saw(organization, api, "key:" + i);
                callers.write();
            }
            var total = ApiMetrics.sum(
                    metrics.points(organization, api, begin, Instant.now().plusSeconds(60)));
            assertThat(total.requests()).isEqualTo(4);
            assertThat(total.failed()).isEqualTo(2);
            assertThat(total.responseBytes()).isEqualTo(40);
            List<SeenCallers.Seen> seen = work.call(transaction -> callers.of(transaction, organization, api));
            assertThat(seen)
                    .extracting(SeenCallers.Seen::caller)
                    .containsExactlyInAnyOrder("key:one", "key:0", "key:1");
        } finally {
            metrics.close();
            callers.close();
        }
    }
}
