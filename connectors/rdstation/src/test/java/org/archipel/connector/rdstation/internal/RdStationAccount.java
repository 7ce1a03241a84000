package org.archipel.connector.rdstation.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.archipel.connectors.emulators.RdStationProvider;
import org.archipel.connectors.testing.Documents;
import org.archipel.connectors.testing.TestIntegration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** An account with twenty contacts, and an integration that is connected to it. */
abstract class RdStationAccount {
    static final String SECRET = "an-unguessable-secret";

    RdStationProvider provider;
    TestIntegration integration;

    @BeforeEach
    void startProvider() {
        provider = new RdStationProvider(20);
        integration = connect(provider);
    }

    @AfterEach
    void stopProvider() {
        provider.close();
    }

    /** An integration of the older generation of OAuth2. */
    static TestIntegration connect(RdStationProvider emulator) {
        return connect(emulator, "{'authentication':'OAUTH2_CLASSIC','tokenUrl':'" + emulator.uri() + "/auth/token'}");
    }

    static TestIntegration connect(RdStationProvider emulator, String config) {
        List<String> tokens = emulator.connect();
        Map<String, String> credentials = new HashMap<>(Map.of("webhookSecret", SECRET));
        credentials.put("clientId", RdStationProvider.CLIENT_ID);
        credentials.put("clientSecret", RdStationProvider.CLIENT_SECRET);
        credentials.put("accessToken", tokens.get(0));
        credentials.put("refreshToken", tokens.get(1));
        credentials.put("apiKey", RdStationProvider.API_KEY);
        return new TestIntegration(new RdStationConnector(), emulator.uri(), Documents.object(config), credentials);
    }
}
