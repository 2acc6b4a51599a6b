// SPDX-License-Identifier: Apache-2.0
#include "harness/python/errors.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/yaml.hpp"
#include "harness/python/bench.hpp"
#include "harness/router/shell.hpp"

#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

namespace tetherlab::python {
namespace {

namespace py = pybind11;

template <typename... Values>
void raise(const char* type, const Values&... values) {
    const py::object raised = py::module_::import("tetherlab.errors").attr(type);
    PyErr_SetObject(raised.ptr(), raised(values...).ptr());
}

void raise_fault(const char* type, const base::Error& error) {
    raise(type, error.action(), error.object(), error.reason());
}

// Derived types before their bases.
void translate(std::exception_ptr thrown) {
    try {
        if (thrown) std::rethrow_exception(thrown);
    } catch (const Closed& error) {
        raise_fault("Closed", error);
    } catch (const router::ConnectionLost& error) {
        raise_fault("ConnectionLost", error);
    } catch (const base::TimeoutError& error) {
        raise_fault("TimeoutError", error);
    } catch (const base::SystemError& error) {
        raise("SystemError", error.action(), error.object(), error.reason(), error.code());
    } catch (const base::Error& error) {
        raise_fault("Error", error);
    } catch (const base::ConfigError& error) {
        raise("ConfigError", error.what());
    } catch (const Failure& error) {
        raise("Failure", error.what(), error.checks, error.diagnoses);
    } catch (const Skipped& error) {
        raise("Skipped", error.what());
    }
}

}  // namespace

void translate_errors() {
    py::register_exception_translator(&translate);
}

}  // namespace tetherlab::python
