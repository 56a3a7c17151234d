/** Several ports side by side, for people. */
package io.lossparity.render.peers;
