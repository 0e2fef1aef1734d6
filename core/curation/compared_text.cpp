#include "curation/compared_text.h"

namespace datanet::curation {

std::string_view comparedText(const dataset::FieldScanner &fields, std::string_view textField, std::string &buffer)
{
    if (!textField.empty()) {
        if (const auto text = fields.string(textField))
            return *text;
    }
    buffer.clear();
    for (const auto &field : fields.fields()) {
        if (field.kind != dataset::ValueKind::String)
            continue;
        if (!buffer.empty())
            buffer += '\n';
        buffer += field.text;
    }
    return buffer;
}

} // namespace datanet::curation
