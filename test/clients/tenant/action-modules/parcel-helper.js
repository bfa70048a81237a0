module.exports = { weight: (parcel) => parcel.grams / 1000 };
