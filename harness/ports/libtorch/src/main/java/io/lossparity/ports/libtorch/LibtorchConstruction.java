package io.lossparity.ports.libtorch;

/** Constructs a module of {@code torch::nn} from its parameters. */
@FunctionalInterface
interface LibtorchConstruction {

    /** Reads every parameter that the module has, and returns its forward pass. */
    Forward construct(LibtorchParameters parameters);
}
