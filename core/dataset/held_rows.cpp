#include "dataset/held_rows.h"

#include "dataset/working_state.h"

namespace datanet::dataset {

using namespace Qt::StringLiterals;

base::Result<HeldRows> HeldRows::open(const QString &folder)
{
    auto reader = RowReader::open(folder);
    if (!reader)
        return base::fail(reader.error());
    HeldRows held(std::move(*reader));
    if (auto status = held.state().database.execute(u"BEGIN"_s); !status)
        return base::fail(status.error());
    if (auto status = held.state().refresh(); !status)
        return base::fail(status.error());
    return held;
}

HeldRows::~HeldRows()
{
    // Moved away from, it holds nothing.
    if (m_reader.state())
        (void)m_reader.state()->database.execute(u"COMMIT"_s);
}

} // namespace datanet::dataset
