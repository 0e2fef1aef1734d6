#pragma once

#include "base/error.h"

#include <tl/expected.hpp>

#include <utility>

namespace datanet::base {

// A value or the reason why there is none. Never thrown, never ignored: an unused Result is a compile error.
//   const auto row = store.find(id);
//   if (!row) return fail(row.error());
template <class T>
class [[nodiscard]] Result : public tl::expected<T, Error>
{
public:
    using tl::expected<T, Error>::expected;
    Result(tl::expected<T, Error> other) : tl::expected<T, Error>(std::move(other)) { }
};

using Status = Result<void>;

// The failing return value of any function that returns a Result.
inline tl::unexpected<Error> fail(Error error)
{
    return tl::unexpected<Error>(std::move(error));
}

inline tl::unexpected<Error> fail(ErrorKind kind, QString what, QString hint = {})
{
    return tl::unexpected<Error>(Error{kind, std::move(what), std::move(hint)});
}

} // namespace datanet::base
