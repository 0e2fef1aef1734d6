#pragma once

#include <QDateTime>

namespace datanet::base {

// The seam for time. Replaced in tests; passed in, never reached for.
class Clock
{
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual QDateTime now() const = 0; // UTC
};

class SystemClock final : public Clock
{
public:
    [[nodiscard]] QDateTime now() const override { return QDateTime::currentDateTimeUtc(); }
};

} // namespace datanet::base
