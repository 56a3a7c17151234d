package io.lossparity.mutants;

import io.lossparity.kit.run.Ports;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossOutcome.Rejected;
import io.lossparity.spi.LossOutcome.Stage;
import io.lossparity.spi.LossPort;
import java.util.IdentityHashMap;
import java.util.function.Function;

/**
 * The right answers, given by our own losses.
 *
 * <p>What was asked last is remembered, so that many mutants can be asked about one call after the other. Not for
 * use by several threads.
 */
public final class Reference {
    private static final String OWN_LOSSES = "lossparity";
    private static final Object NAMES_NO_STAGE = new Object();

    private final LossPort port;
    private final IdentityHashMap<Object, Object> remembered = new IdentityHashMap<>();
    private LossCall last;

    /** Makes a reference that asks the given port, whose answers must be right. */
    public Reference(LossPort port) {
        this.port = port;
    }

    /**
     * Returns a reference that asks our own losses.
     *
     * @throws io.lossparity.kit.run.NoSuchPortException if they are not there
     */
    public static Reference ofOwnLosses() {
        return new Reference(Ports.of(Reference.class.getClassLoader()).named(OWN_LOSSES));
    }

    /** Returns the right answer; a call that is thrown out is a rejection of the forward pass. */
    public LossOutcome right(LossCall call) {
        return remember(call, port, this::ask);
    }

    /** Returns whether the call is thrown out, which says nothing about the stage at which PyTorch refuses it. */
    public boolean refusesWithoutStage(LossCall call) {
        return right(call) instanceof Rejected && remember(call, NAMES_NO_STAGE, this::isThrownOut);
    }

    private boolean isThrownOut(LossCall call) {
        try {
            port.evaluate(call);
            return false;
        } catch (IllegalArgumentException e) {
            return true;
        } catch (Exception e) {
            throw failure(call, e);
        }
    }

    /**
     * Returns what a function makes of a call, computed once as long as no other call is asked about.
     *
     * @param key stands for the function
     */
    @SuppressWarnings({"unchecked", "ReferenceEquality"
    }) // a key stands for one function; equal calls may be asked anew
    public <T> T remember(LossCall call, Object key, Function<LossCall, T> function) {
        if (call != last) {
            remembered.clear();
            last = call;
        }
        T value = (T) remembered.get(key);
        if (value == null) {
            value = function.apply(call);
            remembered.put(key, value);
        }
        return value;
    }

    /** Returns the right answer to a call that was changed; it is not remembered. */
    public LossOutcome ask(LossCall call) {
        try {
            return port.evaluate(call);
        } catch (IllegalArgumentException e) {
            return new Rejected(Stage.FORWARD, e.getMessage());
        } catch (Exception e) {
            throw failure(call, e);
        }
    }

    private static IllegalStateException failure(LossCall call, Exception cause) {
        return new IllegalStateException("the right losses failed on a call of " + call.loss(), cause);
    }
}
