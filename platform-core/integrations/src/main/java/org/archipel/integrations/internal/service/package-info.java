/** What can be done with integrations: make, check, test, activate, synchronize, run actions, watch. */
package org.archipel.integrations.internal.service;
