package org.archipel.rest;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * Makes a component, a singleton, a JAX-RS provider of the platform's {@linkplain PlatformApi application}, such as a filter.
 * Without one no resource is served: who guards the resources is a provider.
 */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface PlatformProvider {
    /** Begin of the property's name. */
    String PREFIX_ = "archipel.";

    /** The property that marks the service. */
    String PROPERTY = PREFIX_ + "platform.provider";
}
