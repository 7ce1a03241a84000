package org.archipel.gateway.internal.web;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.archipel.gateway.internal.fakes.House;
import org.archipel.gateway.internal.fakes.Upstream;
import org.archipel.gateway.internal.model.CustomApi;
import org.archipel.persistence.Dialect;
import org.archipel.persistence.test.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A gateway of its own for each test, and an upstream for it. */
abstract class GatewayTest {
    /** How long is waited for what has to come. */
    protected static final Duration PATIENCE = Duration.ofMinutes(1);

    private static TestDatabase database;
    protected House house;
    protected final Upstream upstream = new Upstream();

    @BeforeAll
    static void openDatabase() {
        database = TestDatabase.open(Dialect.DERBY);
    }

    @AfterAll
    static void closeDatabase() {
        database.close();
    }

    @BeforeEach
    void build() {
        house = new House(database);
    }

    @AfterEach
    void close() {
        house.close();
        upstream.close();
    }

    /** An API of this method, path and configuration, which is written with single quotes. */
    protected CustomApi define(String method, String path, String config) {
        return house.define("{'name':'n','method':'%s','path':'%s','config':{%s}}", method, path, config);
    }

    /** Of a configuration: a call of the upstream. */
    protected String http(String name, String path) {
        return "{'name':'" + name + "','endpoint':'" + upstream.url() + path + "'}";
    }

    /** An API whose answers are kept. */
    protected CustomApi cached(String path, String caching) {
        return define("GET", path, "'integrations':[" + http("up", "/") + "],'caching':{" + caching + "}");
    }

    /** Posts JSON. */
    protected HttpResponse<String> post(String path, String body) {
        return house.send("POST", path, body, "Content-Type", "application/json");
    }

    /** Hangs until the gate opens, or the thread is interrupted. */
    protected static void waitAt(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** An API that hands on what it is asked. @param more of its configuration, with a comma before it */
    protected CustomApi proxy(String method, String path, String target, String more) {
        return house.define(
                "{'name':'p','method':'%s','path':'%s','config':{'integrations':[{'name':'up','endpoint':'%s%s'}]%s}}",
                method, path, upstream.url(), target, more);
    }
}
