/** Input from outside: how files are opened, and the one exception type with which every reader refuses them. */
package io.lossparity.kit.input;
