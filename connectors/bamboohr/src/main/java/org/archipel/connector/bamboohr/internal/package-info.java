/** The BambooHR connector. */
package org.archipel.connector.bamboohr.internal;
