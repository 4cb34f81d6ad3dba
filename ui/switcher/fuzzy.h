// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace landline::ui {

/// How well a name fits what somebody types to find it; nothing where it does not. Higher is better.
///
/// The letters must be there in their order. Beginnings count more than what is inside a word, and letters in a row
/// more than scattered ones; of two names that fit alike the shorter is better. Neither case nor accents matter.
std::optional<int> fit(const QString& typed, const QString& name);

} // namespace landline::ui
