package org.archipel.sdk;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the extension costs the organizations that use it. Stands beside {@link Extension}; without it the extension is free. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.PACKAGE})
public @interface Pricing {
    Model model();

    /** For one organization, or for one period: a decimal number such as {@code 9.90}; empty where it is agreed upon otherwise. */
    String price() default "";

    /** Of the price, as ISO 4217 names it; empty without a price. */
    String currency() default "";

    /** For how many days an organization can try it without paying; 0 for not at all. */
    int trialDays() default 0;

    /** How many calls a day an organization has without paying; 0 for none. */
    int freeCallsPerDay() default 0;

    /** How often it is paid for. */
    enum Model {
        /** Never. */
        FREE,
        /** Once. */
        ONE_TIME,
        /** Each period. */
        SUBSCRIPTION,
        /** By what is used. */
        USAGE
    }
}
