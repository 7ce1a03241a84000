package org.archipel.connectors.testing;

import org.archipel.connectors.emulators.EmulatedProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * What every connector has to stand, topic by topic. A test of a connector extends it, says what its provider has, and adds what is the
 * provider's own.
 *
 * @param <P> the emulator of its provider
 */
public abstract class ConnectorContract<P extends EmulatedProvider>
        implements DefinitionContract,
                DiagnosisContract,
                TransportContract,
                ReadingContract,
                FaultContract,
                WritingContract,
                WebhookContract {
    protected P provider;
    protected TestIntegration integration;

    /** Starts the emulator with as many records as {@link #records} says. */
    protected abstract P start();

    /** An integration with good credentials. */
    protected abstract TestIntegration connect(P emulator);

    @Override
    public final EmulatedProvider emulator() {
        return provider;
    }

    @Override
    public final TestIntegration connected() {
        return integration;
    }

    @BeforeEach
    void startProvider() {
        provider = start();
        integration = connect(provider);
    }

    @AfterEach
    void stopProvider() {
        provider.close();
    }
}
