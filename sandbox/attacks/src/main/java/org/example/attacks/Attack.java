package org.example.attacks;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A case of the attack suite. Several classes may carry one number: they are forms of one attack. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Attack {
    int number();

    String title();

    /** The verdict that is right. Two only where both are, see {@link #because}. */
    Verdict[] expected();

    /** What a refusal or denial must name: the rule or the API. */
    String by() default "";

    /** Why two verdicts are right. */
    String because() default "";

    /** How many calls run at once. */
    int calls() default 1;
}
