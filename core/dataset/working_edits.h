#pragma once

#include "dataset/working_state.h"

#include <optional>
#include <string_view>

// Inside of the working copy: what its edits have in common.
namespace datanet::dataset {

// Invalid unless the bytes are one record in canonical form.
base::Status checkCanonical(std::string_view body);

// One transaction's worth of edits on a working copy.
class Edits
{
public:
    explicit Edits(WorkingState &state) : m_state(state), m_identifier(state.keyFields) { }

    // A segment unpacked for editing.
    struct Open
    {
        SegmentEntry entry;
        SegmentRows content;
    };
    [[nodiscard]] base::Result<Open> openAt(std::size_t segment);

    // Invalid when the record has no value for the key.
    [[nodiscard]] base::Result<RowIdentity> identify(std::string_view body);

    // Refuses, as a Conflict, what another row has already.
    base::Status claim(const RowIdentity &identity);
    base::Status release(const RowIdentity &identity);

    // Writes down what the row was, for the difference to the version below; what is as the version has it is no
    // change.
    base::Status record(const SegmentEntry &entry, Position position, const std::optional<std::string_view> &before,
                        const std::optional<std::string_view> &after);

private:
    base::Status prepare();

    WorkingState &m_state;
    RowIdentifier m_identifier;
    std::optional<base::Statement> m_select;
    std::optional<base::Statement> m_forget;
    std::optional<base::Statement> m_keep;
};

} // namespace datanet::dataset
